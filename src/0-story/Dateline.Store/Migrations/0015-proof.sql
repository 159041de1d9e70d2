-- When the person of a session last proved who they are: by signing in, or since.
alter table staff_pass add column proven bigint;
update staff_pass set proven = begun;
