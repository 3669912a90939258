import { expect, it } from 'vitest';
import { Imports } from '../src/imports.ts';

it('prints sections, modules and members in the order of the linter', () => {
  const imports = new Imports();
  imports.from('typing', 'Any');
  imports.from('collections.abc', 'Sequence');
  imports.from('collections.abc', 'Mapping');
  imports.module('datetime', 'dt');
  imports.from('._runtime.unset', 'Unset');
  imports.from('._runtime.unset', 'UNSET');
  imports.from('._runtime.unset', 'absent');
  imports.from('.', 'models');
  imports.from('.', '_contract as contract');
  imports.typing('Self');
  expect(imports.sections.map(({ lines }) => lines.map(String))).toEqual([
    ['import datetime as dt', 'from collections.abc import Mapping, Sequence', 'from typing import TYPE_CHECKING, Any'],
    ['from . import _contract as contract', 'from . import models', 'from ._runtime.unset import UNSET, Unset, absent'],
  ]);
  expect(String(imports.checked)).toBe('Self');
});
