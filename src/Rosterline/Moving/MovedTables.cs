namespace Rosterline.Moving;

/// <summary>
/// What an organisation consists of, in the order it is brought in: who is referred to comes first. Every table of the database stands here
/// or in <see cref="LeftOut"/> with the reason; a test fails on one that stands in neither.
/// </summary>
static class MovedTables
{
    const string Secret = "secret; it is entered again", Running = "state of the running system", OfAPlace = "address of this installation; a new one is made",
        Evidence = "the answers of its last test hold only here";

    const string Token = "replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')";

    public static readonly IReadOnlyList<MovedTable> All =
    [
        new("organisation") { Without = Each("an organisation that arrives is paused until Resume is pressed", "paused_at", "paused_by", "paused_reason") },
        new("account"),
        new("app_user")
        {
            // Those who belong to it, and those whose name stands in its records.
            Rows = """
                t.id in (select m.user_id from membership m where m.root_id = $1 union select g.user_id from group_member g where g.root_id = $1
                  union select s.user_id from single_sign_on_user s where s.root_id = $1 union select c.user_id from user_credential c where c.root_id = $1
                  union select e.actor_id from audit_entry e where e.root_id = $1 and e.action <> 'text.written' union select l.user_id from line_user l where l.root_id = $1
                  union select n.user_id from journal_note n where n.root_id = $1)
                """,
            Without = Each(Secret, "password_hash", "two_factor_enabled", "lockout_end", "lockout_enabled", "access_failed_count"),
            Anew = new Dictionary<string, string> { ["security_stamp"] = Token, ["concurrency_stamp"] = Token },
        },
        new("security_group"), new("membership"), new("group_member"),
        new("sign_in_rule") { Without = Each("single sign-on waits for its secret, and nobody could come in", "require_single_sign_on") },
        new("single_sign_on") { Without = Each(Secret, "client_secret").And("proven_at", Evidence) },
        new("single_sign_on_user"), new("test_number"), new("set_up_answer"),
        new("company"),
        new("person") { Without = Each("a keyed hash, of no use without the key of this installation", "ssn_hash") },
        new("person_number"), new("person_merge"), new("person_brought_row"), new("custom_field"), new("action_code"),
        new("saved_search"), new("hotlist"), new("hotlist_member"), new("hotlist_note"),
        new("person_import")
        {
            Without = Each("the uploaded file itself; what became of its rows goes along", "content"),
            As = new Dictionary<string, string> { ["state"] = "case when t.state in (0, 1) then 3 else t.state end" },
        },
        new("person_import_problem"), new("history_row"), new("history_stop"), new("number_state"), new("consent_event"),
        new("provider_connection") { Without = Each(Secret, "secrets").And("probed_at", Running).And("down_since", Running).And("down_words", Running), Anew = new Dictionary<string, string> { ["hook_token"] = Token } },
        new("user_credential") { Without = Each(Secret, "secrets") },
        new("connection_send") { Without = Each(Running, "next_at") },
        new("line_pool"), new("line"), new("line_user"), new("line_send") { Without = Each(Running, "next_at", "many_at") }, new("line_usage"), new("usage_cursor"),
        new("number_lookup"), new("lookup_use"), new("inbound_part"),
        new("conversation"), new("conversation_view"), new("draft"), new("message"), new("inbound_receipt"),
        new("media") { Without = Each("the bytes lie in the folder attachments", "content") },
        new("journal_note"), new("send_refusal"),
        new("template"), new("template_words"), new("posting"), new("application"), new("job_order"), new("assignment"),
        new("broadcast"), new("broadcast_recipient"), new("send_schedule"),
        new("outbox")
        {
            Without = Each(Running, "claimed_by", "sent_by", "slot_at", "lease_until", "first_claimed_at", "looked_up", "look_up_first"),
            As = new Dictionary<string, string> { ["state"] = "least(t.state, 1::smallint)" },
        },
        new("idempotency_key"), new("audit_entry"),
        new("audit_seal")
        {
            // As it was first sealed, wherever that was.
            As = new Dictionary<string, string>
            {
                ["mac"] = "coalesce((select i.mac from imported_seal i where i.root_id = t.root_id and i.position = t.position), t.mac)",
                ["erased_mac"] = "coalesce((select i.erased_mac from imported_seal i where i.root_id = t.root_id and i.position = t.position), t.erased_mac)",
            },
        },
        new("gate_seal"), new("gate_open"),
    ];

    public static readonly IReadOnlyDictionary<string, string> LeftOut = new Dictionary<string, string>
    {
        ["api_key"] = "keys of programs are secrets and are made anew",
        ["data_key"] = "keys of this installation",
        ["data_protection_key"] = "keys of this installation",
        ["user_claim"] = "part of how a user signs in here", ["user_login"] = "part of how a user signs in here", ["user_token"] = "second steps are secrets and are set up anew",
        ["user_passkey"] = "passkeys fit one address only and are set up anew", ["user_session"] = "signed-in devices of this installation", ["used_code"] = "short-lived",
        ["one_time_link"] = "short-lived secrets", ["set_up_link"] = "short-lived secrets", ["sign_on_attempt"] = "short-lived",
        ["audit_head"] = "how far the log is sealed here; it is found again from the seals",
        ["imported_seal"] = "goes along in audit_seal",
        ["broadcast_tally"] = "counted again when somebody looks",
        ["provider_session"] = Running, ["unproven_text"] = Running, ["line_detour"] = Running, ["lookup_run"] = "a run ends where it began; what it found goes along",
        ["exchange"] = "what was said to providers from here, kept thirty days", ["connection_count"] = "what providers did here, kept thirty days",
        ["restore_check"] = Running, ["organisation_export"] = "files of this installation",
        ["node"] = Running, ["sending_clock"] = Running, ["backup_run"] = "backups of this installation", ["schema_version"] = "of this installation",
        ["carrier_account"] = "the simulated carrier is a world of its own", ["carrier_number"] = "the simulated carrier is a world of its own",
        ["carrier_message"] = "the simulated carrier is a world of its own", ["carrier_event"] = "the simulated carrier is a world of its own",
        ["carrier_phone"] = "the simulated carrier is a world of its own", ["carrier_fault"] = "the simulated carrier is a world of its own",
        ["carrier_webhook"] = "the simulated carrier is a world of its own",
    };

    /// <summary>How a column of a key or address that stays is told.</summary>
    public static string ReasonOf(MovedTable table, string column) => table.Without.TryGetValue(column, out var reason) ? reason : OfAPlace;

    static Dictionary<string, string> Each(string reason, params string[] columns) => columns.ToDictionary(column => column, _ => reason);

    static Dictionary<string, string> And(this Dictionary<string, string> those, string column, string reason)
    {
        those[column] = reason;
        return those;
    }
}
