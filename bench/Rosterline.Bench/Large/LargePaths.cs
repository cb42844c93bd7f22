using System.Globalization;
using Rosterline.Bench.Paths;

namespace Rosterline.Bench.Large;

/// <summary>What people read all day, on <see cref="LargeWorld"/>: four readers at once, each with one request under way.</summary>
static class LargePaths
{
    public const int Readers = 4;

    static readonly string[] Common = ["shift", "monday", "thanks", "forklift", "available", "overtime", "check", "friday"];
    static readonly string[] Phrases = ["\"see you monday\"", "\"start next week\"", "\"work a shift\"", "\"let me know\""];
    static readonly string[] Nowhere = ["\"monday see you\"", "\"license forklift\"", "\"you work can\""];

    public static IEnumerable<Func<Bench, Task<Measured>>> All() =>
    [
        bench => InboxPath.RecruiterAsync(bench), bench => InboxPath.AdministratorAsync(bench),
        bench => ThreadAsync(bench, "thread, newest page of 200 texts over 36 months", "", LargeWorld.LongTexts),
        bench => ThreadAsync(bench, "thread, a page in the middle of them", "&before=100", LargeWorld.LongTexts),
        bench => ThreadAsync(bench, "thread of 3 texts", "", 3),
        .. Searches("common word", n => Common[n % Common.Length]),
        .. Searches("phrase", n => Phrases[n % Phrases.Length]),
        .. Searches("surname and word", n => $"{Surname(n)} shift"),
        .. Searches("rare surname", Surname),
        .. Searches("phrase nobody wrote", n => Nowhere[n % Nowhere.Length]),
        .. LargePeoplePaths.All(),
        bench => ReportAsync(bench, "SMS activity, first page", _ => ""),
        bench => ReportAsync(bench, "SMS activity, a month", Month),
        bench => ReportAsync(bench, "SMS activity, a month of one line", n => $"{Month(n)}&lineId={bench.World.LineIds[n % World.Lines]}"),
        bench => ReportAsync(bench, "SMS activity, one line", n => $"&lineId={bench.World.LineIds[n % World.Lines]}"),
    ];

    static Func<Bench, Task<Measured>>[] Searches(string what, Func<int, string> words) =>
    [
        bench => SearchAsync(bench, $"search, {what}, one line", client => bench.World.RecruiterKeys[client], words),
        bench => SearchAsync(bench, $"search, {what}, all 200 lines", _ => bench.World.AdminKey, words),
    ];

    static Task<Measured> SearchAsync(Bench bench, string name, Func<int, string> key, Func<int, string> words) =>
        RunAsync(bench, name, (client, n) => Get($"search/messages?q={Uri.EscapeDataString(words(n))}", key(client)));

    static async Task<Measured> ThreadAsync(Bench bench, string name, string place, int texts)
    {
        var ids = new List<Guid>();
        await using (var command = bench.World.Command("select id from conversation where root_id = $1 and last_seq = $2 and number >= $3 limit 5000", bench.World.RootId, texts, LargeWorld.PersonNumber(0)))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) ids.Add(reader.GetGuid(0));
        return await RunAsync(bench, name, (_, n) => Get($"conversations/{ids[n * 7919 % ids.Count]}/messages?limit=50{place}", bench.World.AdminKey));
    }

    static Task<Measured> ReportAsync(Bench bench, string name, Func<int, string> filter) =>
        RunAsync(bench, name, (_, n) => Get($"reports/sms-activity?limit=100{filter(n)}", bench.World.AdminKey));

    public static Task<Measured> RunAsync(Bench bench, string name, Func<int, int, byte[]> request)
    {
        var nth = 0;
        return new Load(bench, name, 200) { Clients = Readers }.RunAsync(client => request(client, Interlocked.Increment(ref nth)));
    }

    static string Month(int n)
    {
        var month = TimeProvider.System.GetUtcNow().AddMonths(-(n % (LargeWorld.Months - 1)));
        return string.Create(CultureInfo.InvariantCulture, $"&from={month:yyyy-MM}-01T00:00:00Z&to={month.AddMonths(1):yyyy-MM}-01T00:00:00Z");
    }

    public static string Surname(int n) => LargeWords.Surnames[n * 31 % LargeWords.Surnames.Count];

    public static byte[] Get(string path, string key) => HttpSocket.Request($"GET /api/v1/{path}", $"Authorization: Bearer {key}\r\n", "");
}
