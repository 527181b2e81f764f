-- Release 0035, written by scripts/schema.py;

CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE block (
	hash BLOB NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_block PRIMARY KEY (hash)
);

CREATE TABLE finding (
	id VARCHAR(32) NOT NULL, 
	"check" VARCHAR(32) NOT NULL, 
	severity VARCHAR(8) NOT NULL, 
	certainty VARCHAR(10) NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	owner TEXT NOT NULL, 
	url TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	"column" TEXT NOT NULL, 
	message TEXT NOT NULL, 
	quote TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	suggestion TEXT NOT NULL, 
	clause TEXT NOT NULL, 
	variant VARCHAR(16) NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	held TEXT, 
	rule_version VARCHAR(32) NOT NULL, 
	sightings INTEGER NOT NULL, 
	first_seen FLOAT NOT NULL, 
	last_seen FLOAT NOT NULL, 
	first_sweep INTEGER NOT NULL, 
	sweep INTEGER NOT NULL, 
	fixed_at FLOAT, 
	fixed_sweep INTEGER, 
	relapses INTEGER NOT NULL, rule TEXT DEFAULT '' NOT NULL, changed_at FLOAT, until DATE, due DATE, told VARCHAR(10), hold BIGINT, judged VARCHAR(10), withdrawn_sweep INTEGER, part_of VARCHAR(32) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_finding PRIMARY KEY (id)
);

CREATE INDEX ix_finding_site_state ON finding (site, state);

CREATE TABLE probe (
	site VARCHAR(10) NOT NULL, 
	at FLOAT NOT NULL, 
	sweep INTEGER, 
	url TEXT NOT NULL, 
	elapsed FLOAT, 
	status INTEGER, 
	failure VARCHAR(24) NOT NULL, 
	certificate TEXT, 
	CONSTRAINT pk_probe PRIMARY KEY (site, at)
);

CREATE TABLE site (
	identifier VARCHAR(10) NOT NULL, 
	name TEXT NOT NULL, 
	url TEXT NOT NULL, 
	organizer TEXT NOT NULL, 
	level TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	parent TEXT NOT NULL, 
	status VARCHAR(12) NOT NULL, 
	icp TEXT NOT NULL, 
	police TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	registered_at FLOAT NOT NULL, 
	updated_at FLOAT NOT NULL, maintenance TEXT DEFAULT '' NOT NULL, include TEXT DEFAULT '[]' NOT NULL, exclude TEXT DEFAULT '[]' NOT NULL, capped BOOLEAN DEFAULT 1 NOT NULL, pace FLOAT, budget INTEGER, 
	CONSTRAINT pk_site PRIMARY KEY (identifier)
);

CREATE TABLE sweep (
	id INTEGER NOT NULL, 
	night DATE NOT NULL, 
	number INTEGER NOT NULL, 
	as_of DATE NOT NULL, 
	token VARCHAR(32) NOT NULL, 
	indicators VARCHAR(16) NOT NULL, 
	rules_version VARCHAR(32) NOT NULL, 
	sites TEXT NOT NULL, 
	opened_at FLOAT NOT NULL, 
	closed_at FLOAT, 
	balanced BOOLEAN, 
	crashes INTEGER NOT NULL, closing_at FLOAT, closing_by TEXT DEFAULT '' NOT NULL, refused INTEGER DEFAULT '0' NOT NULL, seed TEXT DEFAULT '' NOT NULL, drawn_from INTEGER DEFAULT '0' NOT NULL, queue_server TEXT DEFAULT '' NOT NULL, reader VARCHAR(32) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_sweep PRIMARY KEY (id), 
	CONSTRAINT uq_sweep_night_number UNIQUE (night, number)
);

CREATE TABLE "column" (
	id INTEGER NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	url TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	owner TEXT NOT NULL, 
	max_age_days INTEGER, 
	registered BOOLEAN NOT NULL, 
	reader TEXT NOT NULL, 
	newest DATE, 
	entries INTEGER NOT NULL, 
	sweep INTEGER, 
	first_sweep INTEGER, 
	rhythm FLOAT, dated INTEGER, 
	CONSTRAINT pk_column PRIMARY KEY (id), 
	CONSTRAINT fk_column_site FOREIGN KEY(site) REFERENCES site (identifier), 
	CONSTRAINT uq_column_site_url UNIQUE (site, url)
);

CREATE TABLE ledger (
	sweep INTEGER NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	reason VARCHAR(24) NOT NULL, 
	count INTEGER NOT NULL, 
	CONSTRAINT pk_ledger PRIMARY KEY (sweep, site, state, reason), 
	CONSTRAINT fk_ledger_sweep FOREIGN KEY(sweep) REFERENCES sweep (id)
);

CREATE TABLE link (
	sweep INTEGER NOT NULL, 
	fingerprint BLOB NOT NULL, 
	queue TEXT NOT NULL, 
	target TEXT NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	state VARCHAR(12) NOT NULL, 
	cut VARCHAR(24) NOT NULL, 
	failure VARCHAR(24) NOT NULL, 
	http_status INTEGER, 
	elapsed FLOAT, 
	tries INTEGER NOT NULL, 
	due FLOAT NOT NULL, 
	at FLOAT, 
	final_url TEXT NOT NULL, outside BLOB, referrer TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_link PRIMARY KEY (sweep, fingerprint), 
	CONSTRAINT fk_link_sweep FOREIGN KEY(sweep) REFERENCES sweep (id)
);

CREATE INDEX ix_link_sweep_queue_state ON link (sweep, queue, state);

CREATE TABLE page (
	sweep INTEGER NOT NULL, 
	fingerprint BLOB NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	url TEXT NOT NULL, 
	depth INTEGER NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	reason VARCHAR(24) NOT NULL, 
	tries INTEGER NOT NULL, 
	due FLOAT NOT NULL, 
	status INTEGER, 
	elapsed FLOAT, 
	at FLOAT, 
	final_url TEXT NOT NULL, 
	etag TEXT NOT NULL, 
	last_modified TEXT NOT NULL, 
	body_hash BLOB, 
	kind VARCHAR(10) NOT NULL, 
	facts BLOB, 
	facts_sweep INTEGER, 
	body BLOB, 
	published DATE, 
	main_hash BLOB, 
	CONSTRAINT pk_page PRIMARY KEY (sweep, fingerprint), 
	CONSTRAINT fk_page_sweep FOREIGN KEY(sweep) REFERENCES sweep (id)
);

CREATE INDEX ix_page_sweep_site_state ON page (sweep, site, state);

CREATE TABLE sighting (
	finding VARCHAR(32) NOT NULL, 
	sweep INTEGER NOT NULL, 
	page BLOB NOT NULL, 
	url TEXT NOT NULL, 
	quote TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	CONSTRAINT pk_sighting PRIMARY KEY (finding, sweep, page), 
	CONSTRAINT fk_sighting_finding FOREIGN KEY(finding) REFERENCES finding (id)
);

CREATE INDEX ix_sighting_sweep_page ON sighting (sweep, page);

CREATE TABLE decision (
	id INTEGER NOT NULL, 
	finding VARCHAR(32) NOT NULL, 
	verdict VARCHAR(10) NOT NULL, 
	scope VARCHAR(10) NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	"check" VARCHAR(32) NOT NULL, 
	subject TEXT NOT NULL, 
	rule TEXT NOT NULL, 
	author TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	at FLOAT NOT NULL, 
	until DATE, 
	revoked_at FLOAT, 
	CONSTRAINT pk_decision PRIMARY KEY (id)
);

CREATE INDEX ix_decision_check_subject ON decision ("check", subject);

CREATE INDEX ix_decision_finding ON decision (finding);

CREATE TABLE event (
	sequence INTEGER NOT NULL, 
	id VARCHAR(36) NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	at FLOAT NOT NULL, 
	finding VARCHAR(32), 
	sweep INTEGER, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (sequence), 
	CONSTRAINT uq_event_id UNIQUE (id)
);

CREATE TABLE hold (
	id INTEGER NOT NULL, 
	"check" VARCHAR(32) NOT NULL, 
	rule TEXT NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	reason TEXT NOT NULL, 
	rule_version VARCHAR(32) NOT NULL, 
	sweep INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	released_at FLOAT, 
	CONSTRAINT pk_hold PRIMARY KEY (id)
);

CREATE INDEX ix_hold_check_rule ON hold ("check", rule);

CREATE TABLE notice (
	id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	owner TEXT NOT NULL, 
	issued_at FLOAT NOT NULL, 
	day DATE NOT NULL, 
	due DATE NOT NULL, 
	CONSTRAINT pk_notice PRIMARY KEY (id), 
	CONSTRAINT uq_notice_number UNIQUE (number)
);

CREATE TABLE delivery (
	event VARCHAR(36) NOT NULL, 
	receiver VARCHAR(64) NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	tries INTEGER NOT NULL, 
	since FLOAT NOT NULL, 
	due FLOAT NOT NULL, 
	at FLOAT, 
	answer TEXT NOT NULL, 
	CONSTRAINT pk_delivery PRIMARY KEY (event, receiver), 
	CONSTRAINT fk_delivery_event FOREIGN KEY(event) REFERENCES event (id)
);

CREATE INDEX ix_delivery_receiver_state_due ON delivery (receiver, state, due);

CREATE TABLE freeze (
	id INTEGER NOT NULL, 
	sweep INTEGER NOT NULL, 
	day DATE NOT NULL, 
	at FLOAT NOT NULL, 
	facts BLOB NOT NULL, 
	CONSTRAINT pk_freeze PRIMARY KEY (id), 
	CONSTRAINT fk_freeze_sweep FOREIGN KEY(sweep) REFERENCES sweep (id)
);

CREATE INDEX ix_freeze_day ON freeze (day);

CREATE TABLE home (
	sweep INTEGER NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	seen BOOLEAN NOT NULL, 
	newest DATE, 
	week TEXT NOT NULL, survey TEXT DEFAULT '[]' NOT NULL, letters TEXT DEFAULT '[]' NOT NULL, access TEXT DEFAULT '' NOT NULL, ipv6 TEXT DEFAULT '' NOT NULL, baseline TEXT DEFAULT '' NOT NULL, duties TEXT DEFAULT '' NOT NULL, packed BLOB, 
	CONSTRAINT pk_home PRIMARY KEY (sweep, site), 
	CONSTRAINT fk_home_sweep FOREIGN KEY(sweep) REFERENCES sweep (id)
);

CREATE TABLE notice_finding (
	notice INTEGER NOT NULL, 
	finding VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_notice_finding PRIMARY KEY (notice, finding), 
	CONSTRAINT fk_notice_finding_notice FOREIGN KEY(notice) REFERENCES notice (id)
);

CREATE TABLE tally (
	sweep INTEGER NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	"check" VARCHAR(32) NOT NULL, 
	rule TEXT NOT NULL, 
	findings INTEGER NOT NULL, 
	CONSTRAINT pk_tally PRIMARY KEY (sweep, site, "check", rule), 
	CONSTRAINT fk_tally_sweep FOREIGN KEY(sweep) REFERENCES sweep (id)
);

CREATE TABLE recheck (
	finding VARCHAR(32) NOT NULL, 
	at FLOAT NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	CONSTRAINT pk_recheck PRIMARY KEY (finding, at)
);

CREATE TABLE exchange (
	sweep INTEGER NOT NULL, 
	fingerprint BLOB NOT NULL, 
	at FLOAT NOT NULL, 
	tries INTEGER NOT NULL, 
	failure VARCHAR(24) NOT NULL, 
	status INTEGER, 
	elapsed FLOAT, 
	heads BLOB NOT NULL, 
	CONSTRAINT pk_exchange PRIMARY KEY (sweep, fingerprint, at), 
	CONSTRAINT fk_exchange_sweep FOREIGN KEY(sweep) REFERENCES sweep (id)
);

CREATE TABLE "sweep_yield" (
	sweep INTEGER NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	home BOOLEAN NOT NULL, 
	known INTEGER NOT NULL, 
	pages INTEGER NOT NULL, 
	"left" INTEGER NOT NULL, 
	columns INTEGER NOT NULL, 
	dated INTEGER NOT NULL, 
	CONSTRAINT pk_harvest PRIMARY KEY (sweep, site), 
	CONSTRAINT fk_harvest_sweep FOREIGN KEY(sweep) REFERENCES sweep (id)
);

CREATE TABLE lease (
	sweep INTEGER NOT NULL, 
	queue TEXT NOT NULL, 
	fence BIGINT NOT NULL, 
	CONSTRAINT pk_lease PRIMARY KEY (sweep, queue), 
	CONSTRAINT fk_lease_sweep FOREIGN KEY(sweep) REFERENCES sweep (id)
);

CREATE TABLE rule_list (
	sweep INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	rows INTEGER NOT NULL, 
	CONSTRAINT pk_rule_list PRIMARY KEY (sweep, name), 
	CONSTRAINT fk_rule_list_sweep FOREIGN KEY(sweep) REFERENCES sweep (id)
);

CREATE TABLE character_count (
	sweep INTEGER NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	characters BIGINT NOT NULL, 
	CONSTRAINT pk_character_count PRIMARY KEY (sweep, site), 
	CONSTRAINT fk_character_count_sweep FOREIGN KEY(sweep) REFERENCES sweep (id)
);

CREATE TABLE account (
	id INTEGER NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	role VARCHAR(10) NOT NULL, 
	password TEXT NOT NULL, 
	made_at FLOAT NOT NULL, 
	disabled_at FLOAT, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT uq_account_name UNIQUE (name)
);

CREATE TABLE account_site (
	account INTEGER NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	CONSTRAINT pk_account_site PRIMARY KEY (account, site), 
	CONSTRAINT fk_account_site_account FOREIGN KEY(account) REFERENCES account (id)
);

CREATE TABLE web_session (
	"key" VARCHAR(64) NOT NULL, 
	account INTEGER NOT NULL, 
	opened_at FLOAT NOT NULL, 
	ends_at FLOAT NOT NULL, 
	address TEXT NOT NULL, 
	CONSTRAINT pk_web_session PRIMARY KEY ("key"), 
	CONSTRAINT fk_web_session_account FOREIGN KEY(account) REFERENCES account (id)
);

CREATE TABLE login_failure (
	id INTEGER NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	address TEXT NOT NULL, 
	at FLOAT NOT NULL, 
	CONSTRAINT pk_login_failure PRIMARY KEY (id)
);

CREATE INDEX ix_login_failure_at ON login_failure (at);

CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	name TEXT NOT NULL, 
	role VARCHAR(10) NOT NULL, 
	address TEXT NOT NULL, 
	act VARCHAR(20) NOT NULL, 
	subject TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (id)
);

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;

CREATE TABLE notice_step (
	id INTEGER NOT NULL, 
	notice INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	author TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	due DATE, 
	CONSTRAINT pk_notice_step PRIMARY KEY (id), 
	CONSTRAINT fk_notice_step_notice FOREIGN KEY(notice) REFERENCES notice (id)
);

CREATE INDEX ix_notice_step_notice ON notice_step (notice);

CREATE TABLE notice_answer (
	id INTEGER NOT NULL, 
	notice INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	finding VARCHAR(32) NOT NULL, 
	author TEXT NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	words TEXT NOT NULL, 
	wants_recheck BOOLEAN NOT NULL, 
	CONSTRAINT pk_notice_answer PRIMARY KEY (id), 
	CONSTRAINT fk_notice_answer_notice FOREIGN KEY(notice) REFERENCES notice (id)
);

CREATE INDEX ix_notice_answer_notice ON notice_answer (notice);

CREATE INDEX ix_notice_answer_finding ON notice_answer (finding);

CREATE TABLE enclosure (
	id INTEGER NOT NULL, 
	notice INTEGER NOT NULL, 
	at FLOAT NOT NULL, 
	author TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	body BLOB NOT NULL, 
	CONSTRAINT pk_enclosure PRIMARY KEY (id), 
	CONSTRAINT fk_enclosure_notice FOREIGN KEY(notice) REFERENCES notice (id)
);

CREATE INDEX ix_enclosure_notice ON enclosure (notice);

CREATE TABLE searched_text (
	number INTEGER NOT NULL, 
	hash BLOB NOT NULL, 
	CONSTRAINT pk_searched_text PRIMARY KEY (number), 
	CONSTRAINT uq_searched_text_hash UNIQUE (hash)
);

CREATE TABLE posting (
	"key" INTEGER NOT NULL, 
	texts BLOB NOT NULL, 
	CONSTRAINT pk_posting PRIMARY KEY ("key")
);

CREATE TABLE searched_site (
	site VARCHAR(10) NOT NULL, 
	sweep INTEGER NOT NULL, 
	pages BLOB NOT NULL, 
	CONSTRAINT pk_searched_site PRIMARY KEY (site)
);

CREATE TABLE media_account (
	identifier VARCHAR(10) NOT NULL, 
	platform VARCHAR(12) NOT NULL, 
	handle TEXT NOT NULL, 
	name TEXT NOT NULL, 
	url TEXT NOT NULL, 
	organizer TEXT NOT NULL, 
	addresses TEXT NOT NULL, 
	status VARCHAR(12) NOT NULL, 
	opened DATE, 
	interactive BOOLEAN, 
	max_age_days INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	registered_at FLOAT NOT NULL, 
	updated_at FLOAT NOT NULL, 
	CONSTRAINT pk_media_account PRIMARY KEY (identifier), 
	CONSTRAINT uq_media_account_platform_handle UNIQUE (platform, handle)
);

CREATE TABLE media_status (
	account VARCHAR(10) NOT NULL, 
	status VARCHAR(12) NOT NULL, 
	day DATE NOT NULL, 
	CONSTRAINT pk_media_status PRIMARY KEY (account, status, day), 
	CONSTRAINT fk_media_status_account FOREIGN KEY(account) REFERENCES media_account (identifier)
);

CREATE TABLE post (
	account VARCHAR(10) NOT NULL, 
	"key" BLOB NOT NULL, 
	fingerprint BLOB NOT NULL, 
	url TEXT NOT NULL, 
	at FLOAT NOT NULL, 
	day DATE NOT NULL, 
	title TEXT NOT NULL, 
	text TEXT NOT NULL, 
	hash BLOB NOT NULL, 
	imported_at FLOAT NOT NULL, 
	judged INTEGER, 
	judged_by VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_post PRIMARY KEY (account, "key"), 
	CONSTRAINT fk_post_account FOREIGN KEY(account) REFERENCES media_account (identifier)
);

CREATE INDEX ix_post_account_day ON post (account, day);

CREATE INDEX ix_post_fingerprint ON post (fingerprint);

CREATE TABLE post_span (
	account VARCHAR(10) NOT NULL, 
	since DATE NOT NULL, 
	through DATE NOT NULL, 
	CONSTRAINT pk_post_span PRIMARY KEY (account, since, through), 
	CONSTRAINT fk_post_span_account FOREIGN KEY(account) REFERENCES media_account (identifier)
);

CREATE TABLE media_code (
	fingerprint BLOB NOT NULL, 
	image TEXT NOT NULL, 
	says TEXT NOT NULL, 
	at FLOAT NOT NULL, 
	CONSTRAINT pk_media_code PRIMARY KEY (fingerprint)
);

CREATE TABLE standing_order (
	id INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	"right" TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	first DATE, 
	last DATE, 
	certain BOOLEAN NOT NULL, 
	"by" TEXT NOT NULL, 
	at FLOAT NOT NULL, 
	ended_at FLOAT, 
	ended_by TEXT NOT NULL, 
	CONSTRAINT pk_standing_order PRIMARY KEY (id)
);

CREATE TABLE job (
	id INTEGER NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	subject TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	at FLOAT NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	runner TEXT NOT NULL, 
	started_at FLOAT, 
	ended_at FLOAT, 
	told TEXT NOT NULL, alive_at FLOAT, 
	CONSTRAINT pk_job PRIMARY KEY (id)
);

CREATE INDEX ix_job_kind_state ON job (kind, state);

CREATE TABLE repeal (
	"key" BLOB NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	title TEXT NOT NULL, 
	number TEXT NOT NULL, 
	day DATE, 
	source TEXT NOT NULL, 
	url TEXT NOT NULL, 
	CONSTRAINT pk_repeal PRIMARY KEY ("key")
);

CREATE INDEX ix_repeal_site ON repeal (site);

CREATE TABLE "view" (
	sweep INTEGER NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	agent VARCHAR(24) NOT NULL, 
	facts BLOB NOT NULL, 
	CONSTRAINT pk_view PRIMARY KEY (sweep, site, agent), 
	CONSTRAINT fk_view_sweep FOREIGN KEY(sweep) REFERENCES sweep (id)
);

CREATE TABLE outward_host (
	host TEXT NOT NULL, 
	sweep INTEGER NOT NULL, 
	domain TEXT NOT NULL, 
	title TEXT NOT NULL, 
	spam INTEGER NOT NULL, 
	first_seen DATE NOT NULL, 
	last_seen DATE NOT NULL, 
	turned DATE, 
	facts BLOB NOT NULL, 
	told_by VARCHAR(10) NOT NULL, 
	CONSTRAINT pk_outward_host PRIMARY KEY (host, sweep)
);

CREATE INDEX ix_outward_host_domain ON outward_host (domain);

CREATE TABLE suspect (
	host TEXT NOT NULL, 
	url TEXT NOT NULL, 
	name TEXT NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	source TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	stage VARCHAR(10) NOT NULL, 
	found DATE NOT NULL, 
	changed DATE NOT NULL, 
	answered BOOLEAN, 
	asked DATE, 
	CONSTRAINT pk_suspect PRIMARY KEY (host)
);

CREATE TABLE suspect_step (
	id INTEGER NOT NULL, 
	host TEXT NOT NULL, 
	stage VARCHAR(10) NOT NULL, 
	day DATE NOT NULL, 
	"by" TEXT NOT NULL, 
	note TEXT NOT NULL, 
	at FLOAT NOT NULL, 
	CONSTRAINT pk_suspect_step PRIMARY KEY (id), 
	CONSTRAINT fk_suspect_step_host FOREIGN KEY(host) REFERENCES suspect (host)
);

CREATE INDEX ix_suspect_step_host ON suspect_step (host);

CREATE TABLE duty (
	kind VARCHAR(12) NOT NULL, 
	position INTEGER NOT NULL, 
	facts TEXT NOT NULL, 
	CONSTRAINT pk_duty PRIMARY KEY (kind, position)
);

CREATE TABLE outside_result (
	"key" VARCHAR(32) NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	facts TEXT NOT NULL, 
	at FLOAT NOT NULL, 
	closed_at FLOAT, 
	closed_by TEXT NOT NULL, 
	closed_why TEXT NOT NULL, 
	CONSTRAINT pk_outside_result PRIMARY KEY ("key")
);

CREATE INDEX ix_outside_result_site ON outside_result (site);

CREATE TABLE appeal (
	id INTEGER NOT NULL, 
	finding VARCHAR(32) NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	author TEXT NOT NULL, 
	words TEXT NOT NULL, 
	at FLOAT NOT NULL, 
	accepted BOOLEAN, 
	decided_at FLOAT, 
	decided_by TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_appeal PRIMARY KEY (id)
);

CREATE INDEX ix_appeal_finding ON appeal (finding);

CREATE TABLE site_change (
	site VARCHAR(10) NOT NULL, 
	day DATE NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	approval TEXT NOT NULL, 
	name TEXT NOT NULL, 
	"into" VARCHAR(10) NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_site_change PRIMARY KEY (site, day, kind)
);

CREATE TABLE bundle_sender (
	"key" VARCHAR(44) NOT NULL, 
	place INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	since DATE, 
	until DATE, 
	CONSTRAINT pk_bundle_sender PRIMARY KEY ("key")
);

CREATE TABLE bundle (
	id INTEGER NOT NULL, 
	sender TEXT NOT NULL, 
	begins DATE NOT NULL, 
	ends DATE NOT NULL, 
	exported_at FLOAT NOT NULL, 
	imported_at FLOAT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	manifest TEXT NOT NULL, 
	figures TEXT NOT NULL, 
	CONSTRAINT pk_bundle PRIMARY KEY (id), 
	CONSTRAINT uq_bundle_sender_begins_ends UNIQUE (sender, begins, ends)
);

CREATE TABLE bundle_site (
	bundle INTEGER NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	facts TEXT NOT NULL, 
	CONSTRAINT pk_bundle_site PRIMARY KEY (bundle, site), 
	CONSTRAINT fk_bundle_site_bundle FOREIGN KEY(bundle) REFERENCES bundle (id)
);

CREATE TABLE bundle_finding (
	bundle INTEGER NOT NULL, 
	finding VARCHAR(32) NOT NULL, 
	facts TEXT NOT NULL, 
	CONSTRAINT pk_bundle_finding PRIMARY KEY (bundle, finding), 
	CONSTRAINT fk_bundle_finding_bundle FOREIGN KEY(bundle) REFERENCES bundle (id)
);

CREATE TABLE bundle_account (
	bundle INTEGER NOT NULL, 
	account VARCHAR(10) NOT NULL, 
	facts TEXT NOT NULL, 
	CONSTRAINT pk_bundle_account PRIMARY KEY (bundle, account), 
	CONSTRAINT fk_bundle_account_bundle FOREIGN KEY(bundle) REFERENCES bundle (id)
);

CREATE TABLE folded (
	id INTEGER NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	site VARCHAR(10) NOT NULL, 
	first INTEGER NOT NULL, 
	last INTEGER NOT NULL, 
	count INTEGER NOT NULL, 
	rows BLOB NOT NULL, 
	CONSTRAINT pk_folded PRIMARY KEY (id)
);

CREATE INDEX ix_folded_kind_site_first ON folded (kind, site, first);

CREATE TABLE export_round (
	id INTEGER NOT NULL, 
	mark VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_export_round PRIMARY KEY (id)
);

CREATE TABLE exported (
	finding VARCHAR(32) NOT NULL, 
	content BLOB NOT NULL, 
	round INTEGER NOT NULL, 
	CONSTRAINT pk_exported PRIMARY KEY (finding)
);

CREATE TABLE bundle_verdict (
	sender TEXT NOT NULL, 
	begins DATE NOT NULL, 
	ends DATE NOT NULL, 
	draw TEXT NOT NULL, 
	item VARCHAR(32) NOT NULL, 
	bundles TEXT NOT NULL, 
	verdict VARCHAR(10) NOT NULL, 
	note TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	at FLOAT NOT NULL, 
	CONSTRAINT pk_bundle_verdict PRIMARY KEY (sender, begins, ends, draw, item)
);

CREATE TABLE deleted_post (
	account VARCHAR(10) NOT NULL, 
	"key" BLOB NOT NULL, 
	day DATE NOT NULL, 
	CONSTRAINT pk_deleted_post PRIMARY KEY (account, "key"), 
	CONSTRAINT fk_deleted_post_account FOREIGN KEY(account) REFERENCES media_account (identifier)
);

CREATE TABLE rule_row (
	sweep INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	"key" BLOB NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_rule_row PRIMARY KEY (sweep, name, "key"), 
	CONSTRAINT fk_rule_row_sweep FOREIGN KEY(sweep) REFERENCES sweep (id)
);

CREATE TABLE notice_file (
	notice INTEGER NOT NULL, 
	path TEXT NOT NULL, 
	CONSTRAINT pk_notice_file PRIMARY KEY (notice), 
	CONSTRAINT fk_notice_file_notice FOREIGN KEY(notice) REFERENCES notice (id)
);

CREATE TABLE script (
	fingerprint BLOB NOT NULL, 
	sweep INTEGER NOT NULL, 
	facts BLOB NOT NULL, 
	CONSTRAINT pk_script PRIMARY KEY (fingerprint)
);

CREATE INDEX ix_script_sweep ON script (sweep);
