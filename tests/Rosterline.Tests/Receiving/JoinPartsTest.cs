using Microsoft.Extensions.DependencyInjection;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Receiving;
using Rosterline.Receiving.Parts;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Receiving;

[Trait("Requirement", "H-13")]
public sealed class JoinPartsTest : IAsyncLifetime
{
    const long Lucas = 19015550143;

    TestApp app = null!;
    FakeCarrier carrier = null!;
    TestLine line = null!;
    Connection connection = null!;

    public async Task InitializeAsync()
    {
        carrier = await FakeCarrier.StartAsync();
        app = await TestApp.StartAsync(realClock: false);
        line = await TestLine.AddAsync(app, carrier);
        connection = (await app.Get<ConnectionReader>().FindAsync(app.Agency.RootId, line.ConnectionId, CancellationToken.None))!.Connection;
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await carrier.DisposeAsync();
    }

    [Fact]
    public async Task Pieces_become_one_text_in_order_however_they_come_and_however_often()
    {
        foreach (var number in new[] { 3, 1, 3 }) await ReceiveAsync(Piece("long", number, 3, $"<{number}>"));
        (await BodiesAsync()).ShouldBeEmpty();

        await ReceiveAsync(Piece("long", 2, 3, "<2>"));
        await ReceiveAsync(Piece("long", 1, 3, "<1>"));
        await ReceiveAsync(Piece("long", 2, 3, "<2>"));

        (await BodiesAsync()).ShouldBe(["<1><2><3>"]);
        (await CountAsync("inbound_part")).ShouldBe(0);
        (await CountAsync("journal_note")).ShouldBe(1);
    }

    [Fact]
    public async Task Pieces_on_two_nodes_at_once_become_one_text_each()
    {
        // What a node keeps in memory is in this object; the rest is the database's.
        await using var second = ActivatorUtilities.CreateInstance<ReceiveTexts>(app.App.Services);
        ReceiveTexts[] nodes = [app.Get<ReceiveTexts>(), second];
        var random = new Random(32);
        var pieces = Enumerable.Range(0, 20).SelectMany(text => Enumerable.Range(1, 3).SelectMany(number => Enumerable.Repeat(Piece($"text {text}", number, 3, $"{text}.{number} "), 2)));

        await Task.WhenAll(pieces.OrderBy(_ => random.Next()).Select((piece, i) => nodes[i % 2].ExecuteAsync(connection, [piece], [], CancellationToken.None)));

        (await BodiesAsync()).Order().ShouldBe(Enumerable.Range(0, 20).Select(text => $"{text}.1 {text}.2 {text}.3 ").Order());
        (await CountAsync("inbound_part")).ShouldBe(0);
    }

    [Fact]
    public async Task What_stays_incomplete_becomes_a_text_that_says_what_is_missing()
    {
        await ReceiveAsync(Piece("torn", 2, 4, "the middle"));
        await CloseAsync();
        (await BodiesAsync()).ShouldBeEmpty();

        app.Clock.Advance(CloseParts.Patience + TimeSpan.FromSeconds(1));
        await CloseAsync();
        (await BodiesAsync()).ShouldBe(["[Part 1 of 4 did not arrive] the middle [Parts 3 to 4 of 4 did not arrive]"]);

        await ReceiveAsync(Piece("torn", 2, 4, "the middle"));
        await ReceiveAsync(Piece("torn", 1, 4, "the beginning, late"));
        app.Clock.Advance(CloseParts.Patience + TimeSpan.FromSeconds(1));
        await CloseAsync();
        (await BodiesAsync())[1].ShouldBe("the beginning, late [Parts 2 to 4 of 4 did not arrive]");
        (await CountAsync("message")).ShouldBe(2);
    }

    [Fact]
    [Trait("Requirement", "G-06")]
    public async Task A_keyword_is_read_on_the_whole_and_a_single_part_does_not_wait()
    {
        await ReceiveAsync(Piece("a", 1, 2, "ST"));
        (await BlockedAsync()).ShouldBe(0);
        await ReceiveAsync(Piece("a", 2, 2, "OP"));
        (await BlockedAsync()).ShouldBeGreaterThan(0);
        await ReceiveAsync(Piece("b", 1, 1, "START"));
        (await BlockedAsync()).ShouldBe(0);
        await ReceiveAsync(Piece("c", 1, 2, "STOP"));
        (await BlockedAsync()).ShouldBe(0, "it could be the beginning of a sentence");
    }

    [Fact]
    public async Task A_reference_used_again_begins_another_text()
    {
        await ReceiveAsync(Piece("7", 1, 2, "Never finished", id: "old-1"));
        await ReceiveAsync(Piece("7", 1, 2, "New ", id: "new-1"));
        await ReceiveAsync(Piece("7", 2, 2, "text", id: "new-2"));
        (await BodiesAsync()).ShouldBe(["Never finished [Part 2 of 2 did not arrive]", "New text"]);
    }

    [Fact]
    public async Task A_text_that_a_crash_left_between_joined_and_stored_is_finished_once()
    {
        foreach (var number in new[] { 1, 2 }) await app.Get<KeepParts>().ExecuteAsync(connection, Piece("crash", number, 2, $"<{number}>"), CancellationToken.None);
        (await BodiesAsync()).ShouldBeEmpty();

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(CloseAsync(), CloseAsync(), ReceiveAsync(Piece("crash", 2, 2, "<2>")));

        (await BodiesAsync()).ShouldBe(["<1><2>"]);
        (await CountAsync("inbound_part")).ShouldBe(0);
    }

    ReceivedText Piece(string reference, int number, int count, string body, string? id = null) =>
        new(id ?? $"{reference}-{number}", new PhoneNumber(Lucas), $"+{Lucas}", new PhoneNumber(line.Number), body, null, [], ProviderAnswersKeyword: true) { Part = new(reference, number, count) };

    Task ReceiveAsync(ReceivedText piece) => app.Get<ReceiveTexts>().ExecuteAsync(connection, [piece], [], CancellationToken.None);

    Task CloseAsync() => app.Get<CloseParts>().RunOnceAsync(CancellationToken.None);

    Task<List<string>> BodiesAsync() =>
        app.Sql.Command("select body from message where root_id = $1 and direction = 0 order by seq", app.Agency.RootId).ReadAllAsync(row => row.GetString(0), CancellationToken.None);

    async Task<int> BlockedAsync() => (await app.Sql.Command("select blocked from number_state where root_id = $1 and number = $2", app.Agency.RootId, Lucas)
        .ReadAllAsync(row => (int)row.GetInt16(0), CancellationToken.None)).SingleOrDefault();

    async Task<long> CountAsync(string table) =>
        (await app.Sql.Command($"select count(*) from {table} where root_id = $1", app.Agency.RootId).ReadAllAsync(row => row.GetInt64(0), CancellationToken.None))[0];
}
