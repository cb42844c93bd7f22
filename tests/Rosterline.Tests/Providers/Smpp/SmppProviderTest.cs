using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Providers.Smpp;
using Rosterline.Tests.Support;

namespace Rosterline.Tests.Providers.Smpp;

/// <summary>Our client against an independent gateway: what becomes of a text before and after its first octet left.</summary>
[Trait("Provider", "SMPP"), Trait("Requirement", "H-08")]
public sealed class SmppProviderTest : IAsyncLifetime
{
    const long Line = 19015550142, Person = 13035550123;

    readonly KeptLog<SmppProvider> log = new();
    readonly Desk desk = new();
    readonly CancellationTokenSource stop = new();
    SmppOracle oracle = null!;
    SmppProvider provider = null!;
    Task<string> session = null!;
    SmppSettings settings = null!;

    public async Task InitializeAsync()
    {
        oracle = await SmppOracle.StartAsync();
        provider = new SmppProvider(new GatewayOptions(AllowPrivateAddresses: true), TimeProvider.System, log);
        settings = new SmppSettings { Host = "127.0.0.1", Port = oracle.Port, SystemId = "rosterline", Password = "sesame", EnquireSeconds = 1 };
    }

    public async Task DisposeAsync()
    {
        await stop.CancelAsync();
        if (session is not null) await session;
        stop.Dispose();
        await oracle.DisposeAsync();
        foreach (var line in log.Lines) line.ShouldNotContain("sesame");
    }

    [Fact]
    public async Task Texts_go_out_and_their_receipts_come_back()
    {
        await BindAsync();
        (await SendAsync("Hello {world} €5")).ShouldBe(new SendOutcome.Accepted("3e8", DeliveryStatus.Sent));
        (await SendAsync("Sí ☕ 👍")).ShouldBeOfType<SendOutcome.Accepted>();
        var texts = await oracle.SeesAsync("text", 2);
        texts.Select(t => t.GetProperty("text").GetString()).ShouldBe(["Hello {world} €5", "Sí ☕ 👍"]);
        texts[0].GetProperty("from")[2].GetString().ShouldBe($"{Line}");
        texts[0].GetProperty("registered").GetInt32().ShouldBe(1);

        await oracle.DeliverAsync("receipt", new()
        {
            ["source_addr"] = $"{Person}", ["destination_addr"] = $"{Line}", ["esm_class"] = 4, ["short_message"] = "id:1000 stat:DELIVRD err:000", ["receipted_message_id"] = "3e8", ["message_state"] = 2,
        });
        await oracle.SeesAsync("taken");
        desk.News.ShouldHaveSingleItem().ShouldBe(new DeliveryUpdate(null, "3e8", DeliveryStatus.Delivered, null, null, null));
    }

    [Theory]
    [InlineData("udh")]
    [InlineData("sar")]
    [InlineData("payload")]
    public async Task A_long_text_arrives_whole_at_the_other_side(string how)
    {
        settings = settings with { LongTexts = how };
        await BindAsync();
        var body = string.Concat(Enumerable.Range(0, 40).Select(i => $"Shift {i} at [depot]. "));
        (await SendAsync(body)).ShouldBeOfType<SendOutcome.Accepted>();
        var units = await oracle.SeesAsync("text", how == "payload" ? 1 : 6);
        string.Concat(units.Select(u => u.GetProperty("text").GetString())).ShouldBe(body);
        if (how == "udh") units.Select(u => u.GetProperty("udh")[0].GetString()![^2..]).ShouldBe(["01", "02", "03", "04", "05", "06"]);
        if (how == "sar") units.Select(u => u.GetProperty("sar")[2].GetInt32()).ShouldBe([1, 2, 3, 4, 5, 6]);
        units[0].GetProperty("payload").GetBoolean().ShouldBe(how == "payload");
    }

    [Fact]
    public async Task Answers_that_say_no_have_no_body()
    {
        await BindAsync();
        await oracle.NextAsync(0x0B, 0x45, 0x0A, 0x401, 0x08, 0x64);
        (await SendAsync()).ShouldBe(new SendOutcome.Rejected(DeliveryProblem.NumberDoesNotExist, "0x0B"));
        (await SendAsync()).ShouldBe(new SendOutcome.Rejected(DeliveryProblem.Other, "0x45"));
        (await SendAsync()).ShouldBe(new SendOutcome.Rejected(DeliveryProblem.Configuration, "0x0A"));
        (await SendAsync()).ShouldBe(new SendOutcome.Rejected(DeliveryProblem.Other, "0x401"));
        (await SendAsync()).ShouldBeOfType<SendOutcome.TryAgain>().ProviderDown.ShouldBeFalse();
        (await SendAsync()).ShouldBeOfType<SendOutcome.TryAgain>();
        (await SendAsync()).ShouldBeOfType<SendOutcome.Accepted>();
    }

    [Theory]
    [InlineData(0x58)]
    [InlineData(0x14)]
    public async Task A_gateway_that_wants_fewer_texts_gets_none_for_a_while(int status)
    {
        await BindAsync();
        await oracle.NextAsync(status);
        (await SendAsync()).ShouldBeOfType<SendOutcome.TryAgain>().After.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(0.7), TimeSpan.FromSeconds(1.3));
        var kept = (await SendAsync()).ShouldBeOfType<SendOutcome.TryAgain>();
        (kept.ProviderDown, kept.After > TimeSpan.Zero).ShouldBe((false, true));
        oracle.All("text").Count.ShouldBe(1, "nothing is written while the gateway asks to wait");
        await Eventually.HoldsAsync(async () => await SendAsync() is SendOutcome.Accepted);
    }

    [Fact]
    public async Task Between_two_pieces_a_busy_gateway_is_waited_for()
    {
        await BindAsync();
        await oracle.NextAsync(0, 0x58);
        (await SendAsync(new string('x', 200))).ShouldBeOfType<SendOutcome.Accepted>();
        (await oracle.SeesAsync("text", 3)).Select(t => t.GetProperty("udh")[0].GetString()![^2..]).ShouldBe(["01", "02", "02"]);
    }

    [Fact]
    public async Task A_link_that_breaks_after_the_text_was_written_leaves_it_unknown()
    {
        await BindAsync();
        await oracle.NextAsync("drop");
        (await SendAsync()).ShouldBeOfType<SendOutcome.Unknown>();
        (await session).ShouldNotBeNullOrWhiteSpace();
        (await SendAsync()).ShouldBeOfType<SendOutcome.TryAgain>().ProviderDown.ShouldBeTrue();

        await BindAsync();
        (await SendAsync()).ShouldBeOfType<SendOutcome.Accepted>();
        oracle.All("text").Count.ShouldBe(2, "the first text is never given a second time");
    }

    [Fact]
    public async Task A_stop_after_the_text_was_written_leaves_it_unknown_until_the_answer_comes_late()
    {
        await BindAsync();
        await oracle.NextAsync("late");
        using var impatient = new CancellationTokenSource();
        var reference = Ids.New();
        var sending = provider.SendAsync(Connection, Text("Hi", reference), impatient.Token);
        await oracle.SeesAsync("text");
        await impatient.CancelAsync();
        (await sending).ShouldBeOfType<SendOutcome.Unknown>();

        await oracle.TellAsync("release");
        await Eventually.HoldsAsync(() => !desk.News.IsEmpty);
        desk.News.Single().ShouldBe(new DeliveryUpdate(reference, "3e8", DeliveryStatus.Sent, null, null, null));
    }

    [Fact]
    public async Task Nothing_is_written_when_nobody_wants_it_any_more()
    {
        await BindAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => provider.SendAsync(Connection, Text("Hi"), new CancellationToken(true)));
        FirstByte.Ask(_ => Task.FromResult(false));
        (await SendAsync()).ShouldBeOfType<SendOutcome.TryAgain>().After.ShouldBe(TimeSpan.Zero);
        FirstByte.Ask(_ => Task.FromResult(true));
        (await SendAsync()).ShouldBeOfType<SendOutcome.Accepted>();
        oracle.All("text").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_link_a_text_waits()
    {
        (await SendAsync()).ShouldBeOfType<SendOutcome.TryAgain>().ProviderDown.ShouldBeTrue();
        settings = settings with { Password = "wrong" };
        (await provider.RunSessionAsync(Connection, desk, stop.Token)).ShouldBe("The gateway refused the password (0x0E).");
        (await provider.TestAsync(Connection, CancellationToken.None)).ShouldBe(new CredentialTest(false, "The gateway refused the password (0x0E).", null, null));
        settings = settings with { Password = "sesame" };
        (await provider.TestAsync(Connection, CancellationToken.None)).Words.ShouldBe("Works. Bound as rosterline to ORACLE. No text was sent.");
        settings = settings with { Port = 1 };
        (await provider.TestAsync(Connection, CancellationToken.None)).Words.ShouldBe("Nobody listens at 127.0.0.1, port 1.");
        settings = settings with { Port = oracle.Port, Tls = true };
        (await provider.TestAsync(Connection, CancellationToken.None)).Ok.ShouldBeFalse();
        var guarded = new SmppProvider(new GatewayOptions(AllowPrivateAddresses: false), TimeProvider.System, log);
        (await guarded.TestAsync(Connection, CancellationToken.None)).Words.ShouldContain("private network");
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_not_accepted()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var gateway = new TcpListener(IPAddress.Loopback, 0);
        gateway.Start();
        settings = settings with { Tls = true, Port = ((IPEndPoint)gateway.LocalEndpoint).Port };
        var testing = provider.TestAsync(Connection, CancellationToken.None);
        using var peer = await gateway.AcceptTcpClientAsync();
        await using var secured = new SslStream(peer.GetStream());
        await Should.ThrowAsync<Exception>(async () =>
        {
            await secured.AuthenticateAsServerAsync(certificate);
            await secured.ReadExactlyAsync(new byte[1]);
        });
        (await testing).Words.ShouldContain("its certificate was not accepted");
    }

    [Fact]
    public async Task Texts_come_in_and_are_answered_once_they_are_stored()
    {
        await BindAsync();
        await oracle.DeliverAsync("plain", SmppOracle.Text(Person, Line, "Sí ☕ 👍"));
        await oracle.DeliverAsync("ascii", SmppOracle.Text(Person, Line, "STOP", coding: 1));
        await oracle.DeliverAsync("payload", new() { ["source_addr"] = $"{Person}", ["destination_addr"] = $"{Line}", ["message_payload"] = "In the payload {€}" });
        await oracle.SeesAsync("taken", 3);
        desk.Texts.Select(t => t.Text.Body).ShouldBe(["Sí ☕ 👍", "STOP", "In the payload {€}"]);
        desk.Texts.First().Text.From.ShouldBe(new PhoneNumber(Person));

        desk.Broken = true;
        await oracle.DeliverAsync("broken", SmppOracle.Text(Person, Line, "Later"));
        var taken = await oracle.SeesAsync("taken", 4);
        taken.Select(t => t.GetProperty("status").GetInt32()).ShouldBe([0, 0, 0, 0x64]);
        await Eventually.HoldsAsync(() => desk.Proven.Count == 3);
    }

    [Fact]
    public async Task The_link_is_kept_alive_from_both_sides_and_ends_with_a_goodbye()
    {
        settings = settings with { BindAs = "pair" };
        await BindAsync();
        (await oracle.SeesAsync("bind", 2)).Select(b => b.GetProperty("kind").GetString()).ShouldBe(["bind_transmitter", "bind_receiver"]);
        await oracle.SeesAsync("enquire_link", 2);
        await oracle.TellAsync("enquire");
        await oracle.SeesAsync("there");
        await oracle.TellAsync("unknown");
        (await oracle.SeesAsync("nack"))[0].GetProperty("command").GetString().ShouldBe("generic_nack");
        (await SendAsync()).ShouldBeOfType<SendOutcome.Accepted>();
        await oracle.DeliverAsync("in", SmppOracle.Text(Person, Line, "Hi"));
        await oracle.SeesAsync("taken");

        await stop.CancelAsync();
        (await session).ShouldBe("Rosterline said goodbye.");
        await oracle.SeesAsync("unbind", 2);
    }

    [Fact]
    public async Task A_gateway_that_says_goodbye_is_answered()
    {
        await BindAsync();
        await oracle.TellAsync("unbind");
        await oracle.SeesAsync("unbound");
        (await session).ShouldBe("The gateway said goodbye.");
    }

    [Fact]
    public async Task What_is_not_smpp_ends_the_link_and_nothing_else()
    {
        foreach (var hex in new[] { "7fffffff000000050000000000000001", "0000000400000005", "485454502f312e3120343030204261642052657175657374" })
        {
            await BindAsync();
            await oracle.TellAsync("raw", new() { ["hex"] = hex });
            (await session).ShouldContain("not SMPP");
        }
        await BindAsync();
        // A unit of the right length whose fields are nonsense is answered, and the link stays.
        await oracle.TellAsync("raw", new() { ["hex"] = "00000014000000050000000000000007ffffffff" });
        (await oracle.SeesAsync("answer"))[0].GetProperty("number").GetInt32().ShouldBe(7);
        (await SendAsync()).ShouldBeOfType<SendOutcome.Accepted>();
    }

    [Fact]
    public async Task Random_octets_never_bring_the_client_down()
    {
        using var gateway = new TcpListener(IPAddress.Loopback, 0);
        gateway.Start();
        settings = settings with { Port = ((IPEndPoint)gateway.LocalEndpoint).Port };
        var random = new Random(58);
        for (var i = 0; i < 40; i++)
        {
            var running = provider.RunSessionAsync(Connection, desk, stop.Token);
            using var peer = await gateway.AcceptTcpClientAsync();
            try
            {
                await Babble.SayAsync(peer.GetStream(), random, binds: i % 2 == 0);
            }
            catch (IOException)
            {
                // It has hung up in the middle, as it may.
            }
            (await running.WaitAsync(TimeSpan.FromSeconds(30))).ShouldNotBeNullOrWhiteSpace();
        }
    }

    Connection Connection => new(Guid.Empty, new Guid("019a0000-0000-7000-8000-000000000002"), "smpp", "Main", settings, new Uri("https://texts.example.test/hooks/smpp/x"));

    static OutgoingText Text(string body, Guid? reference = null) => new(reference ?? Ids.New(), new PhoneNumber(Line), new PhoneNumber(Person), body, []);

    Task<SendOutcome> SendAsync(string body = "Can you start Monday?") => provider.SendAsync(Connection, Text(body), CancellationToken.None);

    async Task BindAsync()
    {
        var before = desk.Bound;
        session = provider.RunSessionAsync(Connection, desk, stop.Token);
        await Eventually.HoldsAsync(() => desk.Bound > before || session.IsCompleted);
        desk.Bound.ShouldBe(before + 1);
    }
}
