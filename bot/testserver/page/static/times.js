// Moments as words, in the zone of the server's clock where it has one, else in the browser's.

import { now, state } from "./state.js";

// In the language of the member acted as; American English, which everyone begins with, leaves it to the browser.
const tongue = () => (state.world?.me.locale === "en-US" ? undefined : state.world?.me.locale);

export const shown = (moment, options) => moment.toLocaleString(tongue(), { ...options, timeZone: state.clock.zone });

// The calendar day of a moment, as a number that rises by one a day.
export function dayNumber(moment) {
  const [year, month, day] = moment.toLocaleDateString("en-CA", { timeZone: state.clock.zone }).split("-").map(Number);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

// Unit, its seconds, and from how many seconds on it is used: "in 1 hour" from 45 minutes on, as Discord does.
const UNITS = [
  ["year", 31_557_600, 27_648_000],
  ["month", 2_629_800, 2_246_400],
  ["day", 86_400, 79_200],
  ["hour", 3_600, 2_700],
  ["minute", 60, 45],
  ["second", 1, 0],
];

// "2 days ago"
export function relative(moment) {
  const seconds = (moment - now()) / 1000;
  const [unit, size] = UNITS.find(([, , from]) => Math.abs(seconds) >= from);
  return new Intl.RelativeTimeFormat(tongue(), { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

// "Today at 08:00", as it stands beside a name.
export function spoken(moment) {
  const time = shown(moment, { timeStyle: "short" });
  const days = dayNumber(now()) - dayNumber(moment);
  if (days === 0) return `Today at ${time}`;
  if (days === 1) return `Yesterday at ${time}`;
  return shown(moment, { dateStyle: "medium", timeStyle: "short" });
}
