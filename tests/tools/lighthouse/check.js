// node check.js PORT ADDRESS…: Lighthouse over each address in the Chromium that listens on PORT for debugging, with its own mobile profile (a slow 4G line, a processor four times slower).
// One line of JSON for each: the four scores (0 to 100), how long the largest piece of content took and how much moved; and the names of what was not perfect.
const AUDITED = ['performance', 'accessibility', 'best-practices', 'seo'];

async function main([port, ...addresses]) {
  const { default: lighthouse } = await import('lighthouse');
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, { port: Number(port), output: 'json', logLevel: 'error', onlyCategories: AUDITED });
    if (lhr.runtimeError) { console.log(JSON.stringify({ address, error: lhr.runtimeError.message })); process.exitCode = 1; continue; }
    const scores = Object.fromEntries(AUDITED.map(name => [name, Math.round(lhr.categories[name].score * 100)]));
    const weak = AUDITED.flatMap(name => lhr.categories[name].auditRefs)
      .filter(ref => ref.weight > 0 && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 1)
      .map(ref => ref.id);
    console.log(JSON.stringify({ address, ...scores, lcp: Math.round(lhr.audits['largest-contentful-paint'].numericValue), cls: lhr.audits['cumulative-layout-shift'].numericValue, weak }));
  }
}

main(process.argv.slice(2));
