import { describe, expect, it } from 'vitest';
import { kinderTime, timeWords } from './kinderTime';

describe('The time offered instead', () => {
  it('[P-04] is earlier in the evening and later in the morning', () => {
    expect(kinderTime('20:00')).toBe('19:30');
    expect(kinderTime('12:00')).toBe('11:30');
    expect(kinderTime('7:45')).toBe('08:45');
    expect(kinderTime('soon')).toBeNull();
  });

  it('is written as people write it', () => expect(['19:30', '00:05', '12:00'].map(timeWords)).toEqual(['7:30 PM', '12:05 AM', '12:00 PM']));
});
