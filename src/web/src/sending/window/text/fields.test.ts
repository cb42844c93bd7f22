import { describe, expect, it } from 'vitest';
import { fieldsIn, withFallback } from './fields';

describe('[G-03] the fields of a text', () => {
  it('are found once, with their fallback', () => {
    expect(fieldsIn('Hi {First Name|there}, {job} starts. {first name}!')).toEqual([{ name: 'first name', fallback: 'there' }, { name: 'job', fallback: null }]);
  });

  it('leave doubled braces alone', () => { expect(fieldsIn('{{not a field}')).toEqual([]); });

  it('take another fallback in every place', () => {
    expect(withFallback('{first name}, {first name|you}', 'first name', 'there')).toBe('{first name|there}, {first name|there}');
    expect(withFallback('{first name|you}', 'first name', '')).toBe('{first name}');
    expect(withFallback('{first name}', 'first name', 'a|b}')).toBe('{first name|ab}');
  });
});
