/** Dates relative to now in each of the forms HTTP has (RFC 9110, 5.6.7): `{http-date+2}` is two seconds ahead. */
export function dated(text: string): string {
  return text.replaceAll(/\{(http|rfc850|asctime)-date([+-]\d+)\}/g, (_whole, form: keyof typeof FORMS, seconds) =>
    FORMS[form](new Date(Date.now() + Number(seconds) * 1000)),
  );
}

const FORMS = {
  http: (date: Date): string => date.toUTCString(),
  rfc850(date: Date): string {
    const [, day, month, year, time] = date.toUTCString().split(' ');
    return `${DAYS[date.getUTCDay()]}, ${day}-${month}-${year?.slice(-2)} ${time} GMT`;
  },
  asctime(date: Date): string {
    const [name, day, month, year, time] = date.toUTCString().split(' ');
    return `${name?.slice(0, 3)} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
  },
};

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
