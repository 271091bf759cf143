// json-rules-engine in the comparison: its rules decide the tiers and the factor for payment of each deal, and the
// program around them computes in whole cents, which doubles hold exactly here.
//
//     node json_rules_peer.mjs reference FOLDER MODULES
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [folder, modules] = process.argv.slice(3);
const require = createRequire(modules + '/');
const { Engine } = require('json-rules-engine');
const version = JSON.parse(readFileSync(modules + '/node_modules/json-rules-engine/package.json')).version;

const productFactor = [80, 85, 90, 95, 100, 100, 105, 110, 112, 115, 118, 120, 122, 125, 75, 103];
const tierStart = [0, 25e6, 50e6, 100e6, 200e6];
const tierRate = [200, 300, 450, 600, 800];
const tierOffset = [0, -2.5e9, -10e9, -25e9, -65e9];
const monthStart = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
const monthlyCap = 1200000;
const unit = 1e8;

const column = (name, Type) => {
  const bytes = readFileSync(`${folder}/${name}`);
  return new Type(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
};
const rep = column('rep.i32', Int32Array);
const day = column('day.i16', Int16Array);
const product = column('product.u8', Uint8Array);
const paymentDays = column('payment_days.i16', Int16Array);
const amount = Float64Array.from(column('amount.i64', BigInt64Array), Number);
const monthOf = Array.from({ length: 365 }, (_, d) => monthStart.findIndex((start) => start > d) - 1);

const between = (fact, low, high) => ({
  all: [
    ...(low === null ? [] : [{ fact, operator: 'greaterThanInclusive', value: low }]),
    ...(high === null ? [] : [{ fact, operator: 'lessThan', value: high }]),
  ],
});
const engine = new Engine();
for (const fact of ['y0', 'y1']) {
  tierStart.forEach((start, t) => {
    const conditions = between(fact, t === 0 ? null : start, t + 1 < tierStart.length ? tierStart[t + 1] : null);
    engine.addRule({ conditions, event: { type: fact, params: { rate: tierRate[t], offset: tierOffset[t] } } });
  });
}
[[null, 31, 110], [31, 61, 100], [61, 91, 85], [91, null, 60]].forEach(([low, high, factor]) => {
  engine.addRule({ conditions: between('days', low, high), event: { type: 'payment', params: { factor } } });
});

async function run() {
  const order = Uint32Array.from(day.keys()).sort((a, b) => day[a] - day[b] || a - b);
  const earlier = new Map();
  const commission = new Float64Array(day.length);
  const payout = new Map();
  for (const i of order) {
    const y0 = earlier.get(rep[i]) ?? 0;
    const y1 = y0 + amount[i];
    earlier.set(rep[i], y1);
    const { events } = await engine.run({ y0, y1, days: paymentDays[i] });
    const of = Object.fromEntries(events.map(({ type, params }) => [type, params]));
    const increase = y1 * of.y1.rate + of.y1.offset - (y0 * of.y0.rate + of.y0.offset);
    const x = increase * productFactor[product[i]] * of.payment.factor;
    commission[i] = x < 0 ? -Math.floor((unit / 2 - x) / unit) : Math.floor((x + unit / 2) / unit);
    const group = rep[i] * 12 + monthOf[day[i]];
    payout.set(group, (payout.get(group) ?? 0) + commission[i]);
  }
  for (const [group, sum] of payout) payout.set(group, Math.min(sum, monthlyCap));
  return { commission, payout };
}

function sumUp({ commission, payout }) {
  let total = 0n;
  let weighted = 0n;
  commission.forEach((cents, i) => {
    total += BigInt(cents);
    weighted += BigInt(cents) * BigInt(i % 1009);
  });
  let paid = 0n;
  let groups = 0;
  for (const cents of payout.values()) {
    paid += BigInt(cents);
    groups += cents === 0 ? 0 : 1;
  }
  return `{"commission": ${total}, "weighted": ${weighted}, "payout": ${paid}, "groups": ${groups}}`;
}

console.log(JSON.stringify({ version }));
let result = null;
for await (const word of createInterface({ input: process.stdin })) {
  if (word === 'run') {
    const start = process.hrtime.bigint();
    result = await run();
    console.log(`{"ns": ${process.hrtime.bigint() - start}}`);
  }
  if (word === 'totals') console.log(sumUp(result));
}
