-- What a person may do on one desk, in place of what their role lets them do everywhere. Whoever has none is of every desk.
create table person_desk (
  person {id} not null,
  desk {text} not null,
  role {text} not null,
  primary key (person, desk)
);
