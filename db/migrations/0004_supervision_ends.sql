-- An administrator can end a supervision link: its end is set, and nothing else of it changes.
grant update (until) on supervision_link to handrail_app;
