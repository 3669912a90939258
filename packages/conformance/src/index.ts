export { KEY, type Served, serve, TENANT } from './serve.ts';
