-- What people say of a story among themselves, and who must have looked at it before it goes. None of it ever leaves the newsroom.

-- A remark, on a piece of the text or on the story as a whole. The piece is known by its words and those around them: the text stays clean, and goes on being edited
create table story_remark (
  id {id} primary key,
  story {id} not null,
  at bigint not null,
  who {text} not null,
  text {text} not null,
  quote {text},
  before_quote {text},
  after_quote {text},
  resolved_by {text},
  resolved_at bigint
);
create index story_remark_story on story_remark (story, at);

-- kind 0 the lawyers must clear it: who asked and why, and who wrote down whose clearance; 1 a second person has read it. content: the hash of the text that was cleared or read
create table story_check (
  story {id} not null,
  kind bigint not null,
  at bigint not null,
  who {text} not null,
  note {text},
  done_at bigint,
  done_by {text},
  cleared_by {text},
  content {bytes},
  primary key (story, kind)
);
create index story_check_open on story_check (kind, story) where done_at is null;
