-- In which zone a person's screens show times, by its name in the IANA time zone database. null: in the newsroom's
alter table person add column zone {text};
