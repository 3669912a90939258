export { type RunningServer, type ServeOptions, startServer } from './serve.ts';
