import { standaloneBackend } from '../../src/backend/standalone.ts';
import { databaseOffer } from '../../src/context/database.ts';
import { serve } from '../../src/host/serve.ts';
import { type Options, readOptions } from '../../src/options.ts';
import { withFixtures } from './fixtures/offer.ts';
import { codec } from './fixtures/rounds.ts';

const options = readOptions(['--standalone'], {}) as Options;
const backend = standaloneBackend({ directory: null, readOnly: false });
const say = (line: string) => process.stderr.write(`${line}\n`);
serve(backend, () => withFixtures(databaseOffer(backend, options)), say, codec.verify);
