-- Who asks for a story that somebody else has, until when, and whether that one said "not now"
create table story_request (
  story {id} not null,
  who {text} not null,
  at bigint not null,
  until bigint not null,
  declined bigint,
  primary key (story, who)
);
