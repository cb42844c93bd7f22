using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Rosterline.Consent;
using Rosterline.Tests.Platform;
using Xunit.Abstractions;

namespace Rosterline.Tests.Consent;

public class KeywordsTest(ITestOutputHelper output)
{
    const string Cases = "cases/stop-keywords.json";
    const string Lists = "compliance/keywords.json";

    [Theory]
    [Trait("Requirement", "AR-06")]
    [InlineData("STOP", "STOP", null)]
    [InlineData(" sToP \n", "STOP", null)]
    [InlineData("“Stop.”", "STOP", null)]
    [InlineData("(stop)!!!", "STOP", null)]
    [InlineData("\u200bSTOP\u00a0", "STOP", null)]
    [InlineData("STOP\0", "STOP", null)]
    [InlineData("ＳＴＯＰ", "STOP", null)]
    [InlineData("𝗦𝗧𝗢𝗣", "STOP", null)]
    [InlineData("STOP 🛑", "STOP", null)]
    [InlineData("🛑 stop ✋\ufe0f", "STOP", null)]
    [InlineData("Stop\n--\nMaria Lopez", "STOP", null)]
    [InlineData("STOP\n\nSent from my phone", "STOP", null)]
    [InlineData("stop  all", "STOP ALL", null)]
    [InlineData("opt-out", "OPT OUT", "en")]
    [InlineData("Opt Out", "OPT OUT", "en")]
    [InlineData("unsubscribe", "UNSUBSCRIBE", "en")]
    [InlineData("No más", "NO MAS", "es")]
    [InlineData("¡Alto!", "ALTO", "es")]
    [InlineData("arrêt", "ARRET", "fr")]
    public void Reads_a_wish_to_get_no_more_texts(string body, string rule, string? language) =>
        Keywords.Read(body).ShouldBe(new KeywordReading(Keyword.Stop, rule, language));

    [Theory]
    [InlineData("START", Keyword.Start)]
    [InlineData("unstop.", Keyword.Start)]
    [InlineData("Yes!", Keyword.Yes)]
    [InlineData("help?", Keyword.Help)]
    [InlineData("info", Keyword.Help)]
    [InlineData("ayuda", Keyword.Help)]
    public void Reads_the_other_keywords(string body, Keyword keyword) => Keywords.Read(body).Keyword.ShouldBe(keyword);

    [Theory]
    [InlineData("Liked “STOP”")]
    [InlineData("Loved \"Reply STOP to stop.\"")]
    [InlineData("Le gustó “STOP”")]
    [InlineData("Removed a like from “STOP”")]
    [InlineData("👍 to “STOP”")]
    [InlineData("👍 “STOP”")]
    [InlineData("❤\ufe0f “STOP”")]
    [InlineData("Reacted 👍 to “STOP”")]
    public void Never_reads_a_reaction_as_a_keyword(string body) => Keywords.Read(body).ShouldBe(default);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("👎")]
    [InlineData("\ud83d")]
    [InlineData("stop by the office at 5?")]
    [InlineData("The END")]
    [InlineData("Cancel my interview")]
    [InlineData("non-stop")]
    [InlineData("weekend")]
    [InlineData("no")]
    [InlineData("No, más tarde")]
    public void Leaves_other_texts_alone(string? body) => Keywords.Read(body).ShouldBe(default);

    [SharedFact(Cases)]
    [Trait("Requirement", "AR-06")]
    public void Reads_every_shared_case_that_is_exact()
    {
        var recommended = SharedCases.Read(Cases).GetProperty("recommended");
        foreach (var text in Texts(recommended, "opt_out")) Keywords.Read(text).Keyword.ShouldBe(Keyword.Stop, text);
        foreach (var text in Texts(recommended, "help")) Keywords.Read(text).Keyword.ShouldBe(Keyword.Help, text);
        foreach (var text in Texts(recommended, "opt_in_only_if_currently_opted_out"))
            Keywords.Read(text).Keyword.ShouldBeOneOf(Keyword.Start, Keyword.Yes);
        foreach (var text in Texts(recommended, "must_not").Concat(Texts(recommended, "ambiguous_must_not_silently_opt_out")))
            Keywords.Read(text).ShouldBe(default, text);
        foreach (var text in Texts(recommended, "opt_out_or_flag"))
            output.WriteLine(Keywords.Read(text) is { Keyword: Keyword.Stop, Rule: { } rule } ? $"{text}: {rule}" : $"{text}: plain language, not read by keywords");
    }

    [SharedFact(Cases)]
    public void Reads_whatever_a_provider_takes_for_a_keyword()
    {
        string[] providers = ["twilio_default", "telnyx_default", "aws_required"];
        foreach (var row in SharedCases.Read(Cases).GetProperty("matrix").EnumerateArray())
        {
            var (text, peers) = (row.GetProperty("text").GetString()!, row.GetProperty("peers"));
            var asked = providers.Select(provider => peers.GetProperty(provider).GetString()).FirstOrDefault(answer => answer != "none");
            if (asked == "opt_out") Keywords.Read(text).Keyword.ShouldBe(Keyword.Stop, text);
            if (asked == "opt_in") Keywords.Read(text).Keyword.ShouldBeOneOf(Keyword.Start, Keyword.Yes);
            if (asked == "help") Keywords.Read(text).Keyword.ShouldBe(Keyword.Help, text);
        }
    }

    [SharedFact(Lists)]
    public void Knows_every_listed_keyword_and_no_phrase_that_never_opts_out()
    {
        var lists = SharedCases.Read(Lists);
        foreach (var word in Words(lists, "optOut").Concat(Words(lists, "optOutExtraForUs"))) Keywords.Read(word).Keyword.ShouldBe(Keyword.Stop, word);
        foreach (var word in Words(lists, "optIn")) Keywords.Read(word).Keyword.ShouldBeOneOf(Keyword.Start, Keyword.Yes);
        foreach (var word in Words(lists, "help")) Keywords.Read(word).Keyword.ShouldBe(Keyword.Help, word);
        foreach (var phrase in Texts(lists.GetProperty("ourMatching"), "neverOptOut")) Keywords.Read(phrase).Keyword.ShouldNotBe(Keyword.Stop, phrase);
    }

    [Fact]
    public void Never_throws() => Prop.ForAll<string?, string?>((before, after) =>
    {
        Keywords.Read(before);
        return Keywords.Read($"{before}stop{after}").Keyword is Keyword.None or Keyword.Stop or Keyword.Start;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));

    static IEnumerable<string> Texts(JsonElement owner, string name) => owner.GetProperty(name).EnumerateArray().Select(text => text.GetString()!);

    static IEnumerable<string> Words(JsonElement lists, string name) => lists.GetProperty(name).EnumerateArray().Select(row => row.GetProperty("k").GetString()!);
}
