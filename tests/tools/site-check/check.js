// node check.js FOLDER: every *.html in it is checked against the HTML standard, every *.rss and *.atom is read by rss-parser.
// One line for each fault; then a line of JSON for each feed: what an independent reader found in it. Exit code 1 where there was a fault.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { HtmlValidate } = require('html-validate');
const Parser = require('rss-parser');

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard'],
  rules: {
    // Matters of taste, not of the standard.
    'long-title': 'off',
    // The style sheet's classes and ids of microcopy are ours.
    'no-inline-style': 'error',
  },
});

async function main(folder) {
  let faults = 0;
  const files = fs.readdirSync(folder).sort();
  for (const name of files.filter(f => f.endsWith('.html'))) {
    const report = await validator.validateString(fs.readFileSync(path.join(folder, name), 'utf8'), name);
    for (const result of report.results)
      for (const message of result.messages) {
        faults++;
        console.log(`${name}:${message.line}:${message.column} ${message.ruleId}: ${message.message}`);
      }
  }
  for (const name of files.filter(f => f.endsWith('.rss') || f.endsWith('.atom'))) {
    try {
      const feed = await new Parser().parseString(fs.readFileSync(path.join(folder, name), 'utf8'));
      console.log(JSON.stringify({ name, title: feed.title, link: feed.link, items: feed.items.map(i => ({ title: i.title, link: i.link, id: i.guid || i.id, date: i.isoDate, content: (i['content:encoded'] || i.content || '').length })) }));
    } catch (broken) {
      faults++;
      console.log(`${name}: ${broken.message}`);
    }
  }
  process.exit(faults > 0 ? 1 : 0);
}

main(process.argv[2]);
