/** The Node SDK as it is rendered in this repository; building this package takes it in. */
export { VectorScaleClient } from '../../../../sdks/node/src/index.ts';
