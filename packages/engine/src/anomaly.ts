/** Iglewicz and Hoaglin (1993) advise calling a modified z-score above this a potential outlier. */
export const ANOMALY_THRESHOLD = 3.5;
