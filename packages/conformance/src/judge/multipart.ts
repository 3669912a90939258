/** One part of a multipart body. */
export interface ReceivedPart {
  readonly name: string;
  readonly filename: string | undefined;
  readonly type: string | undefined;
  /** The others, lower-case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Reads a multipart body as RFC 2046 has it; throws where it is not one. */
export function readMultipart(contentType: string, body: Buffer): ReceivedPart[] {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (!boundary) throw new Error(`no boundary in ${contentType}`);
  const text = body.toString('latin1');
  const [preamble, ...rest] = `\r\n${text}`.split(`\r\n--${boundary}`);
  const epilogue = rest.pop();
  if (preamble !== '' || !epilogue?.startsWith('--')) throw new Error('the body is not framed by its boundary');
  return rest.map(readPart);
}

function readPart(text: string): ReceivedPart {
  const end = text.indexOf('\r\n\r\n');
  if (!text.startsWith('\r\n') || end < 0) throw new Error('a part has no end of its headers');
  const lines = text.slice(2, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), utf8(line.slice(colon + 1).trim())];
    }),
  );
  const { 'content-disposition': disposition = '', 'content-type': type, 'content-length': _, ...others } = headers;
  return {
    name: parameter(disposition, 'name') ?? '',
    filename: parameter(disposition, 'filename'),
    type,
    headers: others,
    body: Buffer.from(text.slice(end + 4), 'latin1'),
  };
}

/** Quoted as browsers do it: `"`, CR and LF percent-encoded; also with backslashes, as RFC 7578 allows. */
function parameter(disposition: string, name: string): string | undefined {
  const [, quoted] = new RegExp(`;\\s*${name}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(disposition) ?? [];
  return quoted?.replaceAll(/\\(["\\])/g, '$1').replaceAll(/%(22|0D|0A)/g, (whole) => decodeURIComponent(whole));
}

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');
