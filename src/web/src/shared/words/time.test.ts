import { describe, expect, it } from 'vitest';
import { agoWords, dayWords, daysBetween, lengthWords, momentWords, shortTime, timeOfDay } from './time';

const zone = 'America/Chicago';
const now = new Date('2026-11-21T18:00:00Z');
const before = (ms: number) => new Date(now.getTime() - ms);
const hour = 3_600_000, day = 24 * hour;

describe('shortTime', () => {
  it.each([
    [before(hour), '11:00 AM'],
    [before(day), 'Yesterday'],
    [before(3 * day), 'Wed'],
    [before(40 * day), 'Oct 12'],
    [before(400 * day), 'Oct 17, 2025'],
  ])('%s is %s', (at, words) => expect(shortTime(at, now, zone)).toBe(words));

  it('counts days as the zone does, not by 24 hours', () => {
    const lateEvening = new Date('2026-11-21T05:30:00Z');
    expect(shortTime(lateEvening, now, zone)).toBe('Yesterday');
    expect(shortTime(lateEvening, now, 'America/New_York')).toBe('12:30 AM');
  });
});

describe('daysBetween', () => {
  it('is one over the night the clocks go back', () =>
    expect(daysBetween(new Date('2026-10-31T20:00:00Z'), new Date('2026-11-01T20:00:00Z'), zone)).toBe(1));
});

it('says a day in words', () => {
  expect(dayWords(now, now, zone)).toBe('Today');
  expect(dayWords(before(day), now, zone)).toBe('Yesterday');
  expect(dayWords(before(4 * day), now, zone)).toBe('Tuesday, Nov 17');
});

it('says a moment to come', () => {
  expect(momentWords(new Date('2026-11-21T20:30:00Z'), now, zone)).toBe('today 2:30 PM');
  expect(momentWords(new Date('2026-11-22T14:00:00Z'), now, zone)).toBe('tomorrow 8:00 AM');
  expect(momentWords(new Date('2026-11-24T14:00:00Z'), now, zone)).toBe('Tue 8:00 AM');
  expect(momentWords(new Date('2026-12-24T14:00:00Z'), now, zone)).toBe('Dec 24, 8:00 AM');
});

it.each([[30_000, 'now'], [12 * 60_000, '12 min'], [3 * hour, '3 h'], [day, '1 day'], [5 * day, '5 days']])('%d ms last %s', (ms, words) => expect(lengthWords(ms)).toBe(words));

it.each([[500, 'just now'], [3_000, '3 seconds ago'], [60_000, '1 minute ago'], [40 * 60_000, '40 minutes ago'], [2 * hour, '2 hours ago'], [9 * day, '9 days ago']])('%d ms are %s', (ms, words) => expect(agoWords(ms)).toBe(words));

it('writes the time with a plain space', () => expect(timeOfDay(now, zone)).toBe('12:00 PM'));
