-- The spine: what arrives, stories, the wire log and what follows from it.
-- One text for both databases: {id} is 16 bytes on SQLite and uuid on PostgreSQL, {bytes} is blob and bytea, {text} sorts by code point.
-- Instants are bigint microseconds UTC; usable_from 253402300799999999 means "until further notice".

create table setting (
  name {text} primary key,
  value {text} not null
);

-- One row. Locked first by every batch that writes, so that positions have no gaps and writers of several nodes take turns.
create table log_head (
  id bigint primary key check (id = 1),
  epoch bigint not null,
  position bigint not null,
  hash {bytes} not null,
  audit_seq bigint not null,
  audit_hash {bytes} not null
);

-- The wire log: everything that leaves the newsroom leaves as one row. bytes are canonical and hashed: hash = SHA-256(previous hash, bytes).
-- The other columns repeat what the bytes say, for looking things up; verify-log compares them.
create table wire_log (
  position bigint primary key,
  hash {bytes} not null,
  bytes {bytes} not null,
  at bigint not null,
  story {id} not null,
  version bigint not null,
  action bigint not null,
  page {text}
);
create index wire_log_story on wire_log (story, position);

-- Heads signed with a key kept outside the database, so that truncation and recomputing are found too.
create table log_signature (
  position bigint primary key,
  hash {bytes} not null,
  at bigint not null,
  key_id {text} not null,
  signature {bytes} not null
);

create table audit (
  seq bigint primary key,
  hash {bytes} not null,
  bytes {bytes} not null,
  at bigint not null,
  who {text} not null,
  what {text} not null,
  subject {text}
);
create index audit_subject on audit (subject, seq);

create table source (
  id bigint primary key,
  code {text} not null unique,
  name {text} not null,
  settings {text} not null,
  created bigint not null,
  last_item bigint
);

-- What arrived, byte for byte, before anything was made of it. encoding: 0 as is, 1 deflate.
create table raw (
  sha {bytes} primary key,
  bytes {bytes} not null,
  encoding bigint not null,
  length bigint not null,
  received bigint not null
);

create table item (
  id {id} primary key,
  source bigint not null,
  guid {text} not null,
  version {text},
  version_created bigint,
  status bigint not null,
  is_advisory bigint not null,
  received bigint not null,
  outcome {text} not null,
  format {text} not null,
  raw {bytes} not null,
  content_hash {bytes} not null,
  content {bytes} not null,
  story {id}
);
create index item_guid on item (source, guid);
create index item_received on item (received);
create index item_raw on item (raw);

create table quarantine (
  id {id} primary key,
  source bigint not null,
  raw {bytes} not null,
  code {text} not null,
  message {text} not null,
  line bigint, col bigint, byte_offset bigint,
  guid {text},
  item_index bigint not null,
  received bigint not null,
  state bigint not null,
  closed bigint,
  unique (source, raw, item_index)
);
create index quarantine_state on quarantine (state, received);

create table story (
  id {id} primary key,
  guid {text} not null unique,
  chain {id} not null,
  kind bigint not null,
  state bigint not null,
  created bigint not null,
  updated bigint not null,
  language {text},
  slugline {text},
  headline {text},
  urgency bigint,
  desk {text} not null,
  stage {text} not null,
  -- the draft, or the newest content where there is none
  revision bigint not null,
  content {bytes} not null,
  content_hash {bytes} not null,
  is_advisory bigint not null,
  links {text},
  touched bigint not null,
  locked_by {text},
  locked_at bigint,
  -- where it came from, where it came in
  source bigint,
  source_guid {text},
  source_version {text},
  source_version_created bigint,
  auto_send bigint not null,
  -- how it stands on the wire: everything the gate asks
  head_version bigint not null,
  head_position bigint,
  head_status bigint not null,
  usable_from bigint,
  no_web bigint not null,
  expires bigint,
  public_since bigint,
  first_public bigint,
  first_sent bigint,
  last_sent bigint,
  page {text},
  -- whether an output may list it once public_since has come: a page, text or composite, public_since known
  listed bigint not null
);
create index story_chain on story (chain);
create index story_source on story (source, source_guid);
create index story_page on story (page);
create index story_listed on story (listed, language, public_since);
create index story_listed_all on story (listed, public_since);
create index story_expires on story (expires) where expires is not null;
create index story_desk on story (state, updated);
create index story_slugline on story (slugline);

create table revision (
  story {id} not null,
  number bigint not null,
  at bigint not null,
  who {text} not null,
  why {text} not null,
  content {bytes} not null,
  primary key (story, number)
);

create table version (
  story {id} not null,
  number bigint not null,
  position bigint not null,
  at bigint not null,
  action bigint not null,
  status bigint not null,
  signals {text},
  usable_from bigint,
  is_advisory bigint not null,
  content {bytes} not null,
  content_hash {bytes} not null,
  ed_note {text},
  reason {text},
  notice_kind bigint,
  notice {text},
  source_version {text},
  sealed bigint not null,
  primary key (story, number)
);

create table story_link (
  story {id} not null,
  kind bigint not null,
  guid {text} not null,
  version {text},
  primary key (story, kind, guid)
);
create index story_link_guid on story_link (guid);

-- One public address and one feed entry for each chain and language.
create table page (
  id {text} primary key,
  chain {id} not null,
  language {text} not null,
  created bigint not null,
  unique (chain, language)
);

create table media (
  key {text} primary key,
  sha {bytes} not null,
  content_type {text} not null,
  width bigint, height bigint,
  length bigint not null,
  source bigint,
  href {text},
  created bigint not null
);
create index media_href on media (source, href);

create table media_bytes (
  sha {bytes} primary key,
  bytes {bytes} not null
);

-- Which stories show which media: the most restrictive of them decides who may see it.
create table story_media (
  story {id} not null,
  picture {text} not null,
  media {text} not null,
  primary key (story, picture, media)
);
create index story_media_media on story_media (media);
create index story_media_picture on story_media (picture);

-- By which names stories ask for the files of their pictures, so that a file which comes later finds them.
create table story_rendition (
  source bigint not null,
  href {text} not null,
  story {id} not null,
  picture {text} not null,
  primary key (source, href, story, picture)
);
create index story_rendition_picture on story_rendition (picture);

-- The timetable. kind 0: an embargo ends (one row for each release and instant); 1: a story goes at its send-at; 2: usage terms end.
create table timetable (
  id {id} primary key,
  story {id} not null,
  kind bigint not null,
  at bigint not null,
  position bigint,
  story_order {text},
  state bigint not null,
  done bigint,
  unique (kind, story, position, at)
);
create index timetable_open on timetable (state, at);

-- Who was ever attempted with what. Kept for ever, apart from any delivery queue.
create table recipient (
  destination {text} not null,
  story {id} not null,
  version bigint not null,
  first_attempt bigint not null,
  primary key (destination, story, version)
);
create index recipient_story on recipient (story);

create table reader_cursor (
  reader {text} primary key,
  position bigint not null,
  at bigint not null
);

create table alarm (
  id {id} primary key,
  kind {text} not null,
  at bigint not null,
  story {id},
  item {id},
  text {text} not null,
  acknowledged_by {text},
  acknowledged_at bigint
);
create index alarm_open on alarm (acknowledged_at, at);

create table route (
  id {id} primary key,
  place bigint not null,
  revision bigint not null,
  name {text} not null,
  definition {text} not null
);

create table route_count (
  route {id} not null,
  hour bigint not null,
  count bigint not null,
  primary key (route, hour)
);

create table api_key (
  prefix {text} primary key,
  sha {bytes} not null,
  name {text} not null,
  scopes {text} not null,
  source {text},
  created bigint not null,
  revoked bigint,
  last_used bigint
);

create table idempotency (
  owner {text} not null,
  key {text} not null,
  request {bytes} not null,
  status bigint not null,
  response {text} not null,
  at bigint not null,
  primary key (owner, key)
);

-- Passes to the staff pages, by the hash of their token. kind 0: a link that opens once; 1: the session it was exchanged for.
create table staff_pass (
  sha {bytes} primary key,
  kind bigint not null,
  expires bigint not null
);
