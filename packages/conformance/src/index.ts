export { documentOfEdited } from './edited-server.ts';
export { ONE_MORE } from './one-more.ts';
export { KEY, type Served, serve, TENANT } from './serve.ts';
