// Validates documents against IPTC's schemas of ninjs: one process for all of them.
// Usage: node validate.js <folder of schemas> <folder of documents>
// Documents are called <name>.<version>.json ("0001.3.1.json"). Prints one line for each that is not valid; exits with their number, at most 99.
'use strict';
const fs = require('fs');
const path = require('path');
const Ajv7 = require('ajv');
const Ajv2020 = require('ajv/dist/2020');
const addFormats = require('ajv-formats');

const [schemas, documents] = process.argv.slice(2);
const readJson = file => JSON.parse(fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
const readDocument = file => {
  try { return readJson(file); } catch (e) { return e; }
};

function compile(version) {
  const schema = readJson(path.join(schemas, `ninjs-schema_${version}.json`));
  const Ajv = schema.$schema.includes('2020-12') ? Ajv2020 : Ajv7;
  if (schema.$schema.includes('draft-04')) {
    // What these schemas use of draft-04 means the same in draft-07, but for the name of one keyword.
    delete schema.$schema;
    schema.$id = schema.id;
    delete schema.id;
  }
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  // IPTC's own documents of these versions have names where a URI should be.
  if (!schema.$schema) ajv.addFormat('uri', true);
  if (version >= '2') {
    // GeoJSON's own schema is draft-07; what ninjs uses of it means the same in 2020-12.
    const geo = readJson(path.join(schemas, 'GeoJSON-schema.json'));
    delete geo.$schema;
    geo.$id = 'https://geojson.org/schema/GeoJSON.json';
    ajv.addSchema(geo);
  }
  return ajv.compile(schema);
}

const validators = {};
let bad = 0;
for (const file of fs.readdirSync(documents).filter(f => f.endsWith('.json')).sort()) {
  const version = file.split('.').slice(1, -1).join('.');
  const validate = validators[version] ??= compile(version);
  const json = readDocument(path.join(documents, file));
  if (json instanceof Error) {
    bad++;
    console.log(`${file}: ${json.message}`);
    continue;
  }
  if (validate(json)) continue;
  bad++;
  console.log(`${file}: ${validate.errors.slice(0, 3).map(e => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`).join('; ')}`);
}
process.exit(Math.min(bad, 99));
