// Preloaded: the machine has no TCP port left to listen on.
import net from 'node:net';

const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (...args) {
  if (typeof args[0] !== 'object' || args[0] === null || !('port' in args[0])) return listen.apply(this, args);
  process.nextTick(() => this.emit('error', new Error('listen EADDRINUSE')));
  return this;
};
