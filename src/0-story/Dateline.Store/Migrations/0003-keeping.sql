-- What keeping needs: time on the log that never runs backwards, a change number for every story, heads that say all they vouch for.

-- at: when the newest row of either chain was written; no later row is older. change_seq: the newest change of any story.
alter table log_head add column at bigint not null default 0;
alter table log_head add column change_seq bigint not null default 0;

-- Every change of a story takes the next number, in the order of commits: what the newsroom's index follows.
alter table story add column change_seq bigint not null default 0;
create index story_change on story (change_seq);

-- bytes are canonical and name both chains' heads; kind 0: an hourly head, 1: the first head of a new epoch (a backup was restored).
drop table log_signature;
create table log_signature (
  epoch bigint not null,
  position bigint not null,
  audit_seq bigint not null,
  kind bigint not null,
  at bigint not null,
  key_id {text} not null,
  bytes {bytes} not null,
  signature {bytes} not null,
  primary key (epoch, position, audit_seq, kind, key_id)
);

-- Whether the desk was told that a planned story may not go. State 3: after a restore it waits for a person.
alter table timetable add column warned bigint not null default 0;

-- Stories that became public in one moment are told apart by id, so that paging skips none.
drop index story_listed;
drop index story_listed_all;
create index story_listed on story (listed, language, public_since, id);
create index story_listed_all on story (listed, public_since, id);
drop index story_desk;
create index story_desk on story (state, updated, id);
create index story_updated on story (updated, id);
