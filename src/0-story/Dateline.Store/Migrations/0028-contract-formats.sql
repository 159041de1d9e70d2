-- The formats that a client's contract names, with a space between; null: every format that is written here.
alter table client add column formats {text};
