-- Links by which somebody outside reads a draft. sha: of the link's token, which is kept nowhere. told: when somebody said to the recipient that the story is withdrawn; told_of: by which row of the wire log it was
create table draft_link (
  id {id} primary key,
  sha {bytes} not null unique,
  story {id} not null,
  recipient {text} not null,
  organisation {text},
  reach {text},
  who {text} not null,
  made bigint not null,
  until bigint not null,
  revoked bigint,
  revoked_by {text},
  openings bigint not null default 0,
  opened bigint,
  told bigint,
  told_of bigint,
  told_by {text},
  told_how {text}
);
create index draft_link_story on draft_link (story, made);
create index draft_link_opened on draft_link (story) where openings > 0;
create index draft_link_told on draft_link (told) where told is not null;
