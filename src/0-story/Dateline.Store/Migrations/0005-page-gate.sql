-- Whether the public may see anything at an address, from the index alone: what is hidden there is not touched, so that an answer takes as long as for an address never given.
create index story_page_gate on story (page, public_since, expires, head_status, first_public);
