// Date and time formatting in the time zone of the server's clock, or the browser's if it has none.

import { now, state } from "./state.js";

// Locale of the current user; en-US, the default, means the browser's locale.
const tongue = () => (state.world?.me.locale === "en-US" ? undefined : state.world?.me.locale);

export const shown = (moment, options) => moment.toLocaleString(tongue(), { ...options, timeZone: state.clock.zone });

// Calendar day of a moment as the number of days since 1970-01-01.
export function dayNumber(moment) {
  const [year, month, day] = moment.toLocaleDateString("en-CA", { timeZone: state.clock.zone }).split("-").map(Number);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

// Unit, its length in seconds, and the minimum seconds to use it: "in 1 hour" from 45 minutes on, as Discord does.
const UNITS = [
  ["year", 31_557_600, 27_648_000],
  ["month", 2_629_800, 2_246_400],
  ["day", 86_400, 79_200],
  ["hour", 3_600, 2_700],
  ["minute", 60, 45],
  ["second", 1, 0],
];

// Relative time: "2 days ago".
export function relative(moment) {
  const seconds = (moment - now()) / 1000;
  const [unit, size] = UNITS.find(([, , from]) => Math.abs(seconds) >= from);
  return new Intl.RelativeTimeFormat(tongue(), { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

// Time beside an author's name: "Today at 08:00".
export function spoken(moment) {
  const time = shown(moment, { timeStyle: "short" });
  const days = dayNumber(now()) - dayNumber(moment);
  if (days === 0) return `Today at ${time}`;
  if (days === 1) return `Yesterday at ${time}`;
  return shown(moment, { dateStyle: "medium", timeStyle: "short" });
}
