using System.Text.Json.Nodes;
using Rosterline.Accounts.SingleSignOn;

namespace Rosterline.Tests.Accounts.SingleSignOn;

[Trait("Requirement", "G-13")]
public class IdTokenTest
{
    const string Issuer = "https://id.example.com", Client = "rosterline", Nonce = "n-1";
    static readonly DateTimeOffset Now = new(2026, 11, 18, 16, 0, 0, TimeSpan.Zero);
    static readonly IReadOnlyList<VerifyKey> Keys = VerifyKey.OfSet(Forge.Keys());

    static readonly Dictionary<string, (string Fault, Func<Forge, string> Make)> Forgeries = new()
    {
        ["another nonce"] = ("nonce", With("nonce", "n-2")),
        ["no nonce"] = ("nonce", Without("nonce")),
        ["another issuer"] = ("issuer", With("iss", "https://evil.example.com")),
        ["an issuer with a slash more"] = ("issuer", With("iss", Issuer + "/")),
        ["no issuer"] = ("issuer", Without("iss")),
        ["another audience"] = ("audience", With("aud", "someone")),
        ["no audience"] = ("audience", Without("aud")),
        ["an audience of numbers"] = ("audience", With("aud", new JsonArray(1))),
        ["two audiences and nobody it was made for"] = ("audience", With("aud", new JsonArray(Client, "someone"))),
        ["made for another of two"] = ("audience", forge => { forge.Claims["aud"] = new JsonArray(Client, "someone"); return With("azp", "someone")(forge); }),
        ["made for another"] = ("audience", With("azp", "someone")),
        ["expired"] = ("expired", With("exp", Now.AddSeconds(-60).ToUnixTimeSeconds())),
        ["never ending"] = ("expired", Without("exp")),
        ["an end as text"] = ("expired", With("exp", "4102444800")),
        ["made in the future"] = ("issued_at", With("iat", Now.AddSeconds(90).ToUnixTimeSeconds())),
        ["made long ago"] = ("issued_at", With("iat", Now.AddMinutes(-11).ToUnixTimeSeconds())),
        ["made at no time"] = ("issued_at", Without("iat")),
        ["not valid yet"] = ("not_before", With("nbf", Now.AddMinutes(2).ToUnixTimeSeconds())),
        ["about nobody"] = ("subject", Without("sub")),
        ["about an empty name"] = ("subject", With("sub", "")),
        ["about a very long name"] = ("subject", With("sub", new string('x', 256))),
        ["no signature wanted"] = ("algorithm", Head("alg", "none", forge => forge.Unsigned())),
        ["no signature wanted, in capitals"] = ("algorithm", Head("alg", "NONE", forge => forge.Unsigned())),
        ["signed with the public key"] = ("algorithm", Head("alg", "HS256", forge => forge.SignedWithThePublicKey())),
        ["another padding"] = ("algorithm", Head("alg", "PS256", forge => forge.Signed())),
        ["no algorithm"] = ("algorithm", forge => { forge.Head.Remove("alg"); return forge.Signed(); }),
        ["something critical"] = ("algorithm", Head("crit", new JsonArray("exp"), forge => forge.Signed())),
        ["an access token"] = ("type", Head("typ", "at+jwt", forge => forge.Signed())),
        ["an unknown key"] = ("unknown_key", Head("kid", "k9", forge => forge.SignedByAnother())),
        ["a key too short"] = ("unknown_key", Head("kid", "weak", forge => forge.Signed())),
        ["a key for encryption"] = ("unknown_key", Head("kid", "for-encryption", forge => forge.Signed())),
        ["a shared key"] = ("unknown_key", Head("kid", "shared", forge => forge.Signed())),
        ["a key of another kind"] = ("unknown_key", Head("kid", "curve", forge => forge.Signed())),
        ["a curve under the name of the other key"] = ("unknown_key", Head("alg", "ES256", forge => forge.SignedByCurve())),
        ["another signer under a known name"] = ("signature", forge => forge.SignedByAnother()),
        ["changed afterwards"] = ("signature", forge => forge.Tampered()),
        ["its signature cut off"] = ("signature", forge => forge.Unsigned()),
        ["one name twice"] = ("not_a_token", forge => forge.WithBody(forge.Claims.ToJsonString()[..^1] + ",\"sub\":\"somebody-else\"}")),
        ["a list"] = ("not_a_token", forge => forge.WithBody("[]")),
        ["two parts"] = ("not_a_token", forge => forge.Signed()[..forge.Signed().LastIndexOf('.')]),
        ["five parts"] = ("not_a_token", forge => forge.Signed() + ".a.b"),
        ["no letters of a token"] = ("not_a_token", forge => forge.Signed() + "%"),
        ["nothing"] = ("not_a_token", _ => ""),
        ["more than anybody needs"] = ("not_a_token", With("name", new string('x', 40_000))),
    };

    public static TheoryData<string> Names => [.. Forgeries.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Does_not_believe(string forgery)
    {
        var (fault, make) = Forgeries[forgery];
        var read = Read(make(Good()));
        read.Claims.ShouldBeNull();
        read.Fault.ShouldBe(fault);
    }

    [Fact]
    public void Believes_what_the_provider_said() => Read(Good().Signed()).Claims.ShouldNotBeNull().GetProperty("sub").GetString().ShouldBe("subject-1");

    [Fact]
    public void Believes_a_curve_too() => Read(Head("kid", "curve", forge => { forge.Head["alg"] = "ES256"; return forge.SignedByCurve(); })(Good())).Claims.ShouldNotBeNull();

    [Fact]
    public void Allows_a_minute_between_two_clocks() =>
        Read(With("exp", Now.AddSeconds(-59).ToUnixTimeSeconds())(Good())).Claims.ShouldNotBeNull();

    [Fact]
    public void Takes_several_audiences_when_it_was_made_for_us() =>
        Read(((Func<Forge, string>)(forge => { forge.Claims["aud"] = new JsonArray(Client, "someone"); return With("azp", Client)(forge); }))(Good())).Claims.ShouldNotBeNull();

    [Fact]
    public void Takes_a_key_without_a_name_only_where_there_is_no_choice()
    {
        var forge = Good();
        forge.Head.Remove("kid");
        Read(forge.Signed()).Claims.ShouldNotBeNull();
        IdToken.Check(forge.Signed(), [.. Keys, Keys[0] with { Id = "k2" }], Expected).Fault.ShouldBe("unknown_key");
    }

    static IdToken.Expected Expected => new(Issuer, Client, Nonce, Now);

    static Forge Good() => Forge.Good(Issuer, Client, Nonce, Now);

    static IdToken.Read Read(string token) => IdToken.Check(token, Keys, Expected);

    static Func<Forge, string> With(string name, JsonNode value) => forge => { forge.Claims[name] = value.DeepClone(); return forge.Signed(); };

    static Func<Forge, string> Without(string name) => forge => { forge.Claims.Remove(name); return forge.Signed(); };

    static Func<Forge, string> Head(string name, JsonNode value, Func<Forge, string> make) => forge => { forge.Head[name] = value.DeepClone(); return make(forge); };
}
