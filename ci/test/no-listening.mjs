// Preloaded: no program gets a port, as when the machine has none left.
import net from 'node:net';

net.Server.prototype.listen = function listen(...args) {
  const local = args.some((arg) => typeof arg === 'object' && arg !== null && 'port' in arg);
  process.nextTick(() => this.emit('error', new Error(local ? 'listen EADDRINUSE' : 'no port')));
  return this;
};
