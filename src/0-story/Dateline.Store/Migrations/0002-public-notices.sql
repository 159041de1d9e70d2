-- Notices to readers, for the corrections page: few rows among many versions.
create index version_notice on version (at) where notice is not null;
