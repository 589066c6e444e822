-- What was bought and never accepted is found as fast as everything else: few are, and each kind's newest come first.
create index ended_attempt_not_accepted on ended_attempt (kind_id, ended_at desc, attempt_id desc) where not accepted;
