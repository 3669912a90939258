/** The version of the API and of this server: the document's `info.version` and what `get_status` reports. */
export const version = '0.1.0';
