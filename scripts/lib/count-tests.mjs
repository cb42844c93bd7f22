// Sums the results of all suites: node count-tests.mjs FOLDER filtered|"" SUITE=EXIT-STATUS…
// Prints what failed, then "N passed, N failed, N skipped"; exits as the suites did.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, filtered, ...suites] = process.argv.slice(2);
const sum = { passed: 0, failed: 0, skipped: 0 };
let status = 0;

const plain = (text) =>
  text
    .replace(/&#x([0-9A-Fa-f]+);/g, (_, code) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&');

function report(suite, name, message) {
  console.log(`FAILED  ${suite}: ${name}`);
  const lines = message.trim().split('\n').slice(0, 12);
  for (const line of lines) console.log(`        ${line}`);
}

function countTrx(suite, text) {
  const results = text.match(/<UnitTestResult [^>]*?(?:\/>|>[\s\S]*?<\/UnitTestResult>)/g) ?? [];
  let failed = 0;
  for (const result of results) {
    const outcome = /outcome="([^"]*)"/.exec(result)?.[1];
    if (outcome === 'Passed') sum.passed++;
    else if (outcome === 'NotExecuted') sum.skipped++;
    else {
      failed++;
      const message = /<Message>([\s\S]*?)<\/Message>/.exec(result)?.[1] ?? outcome ?? 'no outcome';
      const place = /<StackTrace>([\s\S]*?)<\/StackTrace>/.exec(result)?.[1].split('\n').find((line) => line.includes('.cs:line')) ?? '';
      report(suite, plain(/testName="([^"]*)"/.exec(result)[1]), plain(`${message}\n${place}`));
    }
  }
  return failed;
}

function countVitest(suite, text) {
  let failed = 0;
  for (const file of JSON.parse(text).testResults) {
    const tests = file.assertionResults;
    if (tests.length === 0 && file.status === 'failed') {
      failed++;
      report(suite, file.name, file.message ?? '');
    }
    for (const test of tests) {
      if (test.status === 'passed') sum.passed++;
      else if (test.status === 'failed') {
        failed++;
        report(suite, test.fullName, (test.failureMessages ?? []).join('\n'));
      } else if (!filtered) sum.skipped++;
    }
  }
  return failed;
}

function readSuite(suite) {
  const trx = join(folder, `${suite}.trx`);
  if (existsSync(trx)) return countTrx(suite, readFileSync(trx, 'utf8'));
  const json = join(folder, `${suite}.json`);
  if (existsSync(json)) return countVitest(suite, readFileSync(json, 'utf8'));
  return filtered ? 0 : null;
}

for (const entry of suites) {
  const [suite, exit] = entry.split('=');
  const counted = readSuite(suite);
  let failed = counted ?? 0;
  if (counted === null || (counted === 0 && exit !== '0')) {
    failed = 1;
    report(suite, 'the suite itself', `It ended with status ${exit} ${counted === null ? 'and left no results' : 'though no test failed'}.`);
  }
  sum.failed += failed;
  if (exit !== '0') status = Number(exit) || 1;
}

console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed > 0 && status === 0 ? 1 : status);
