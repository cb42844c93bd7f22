using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Rosterline.Providers.Wire;

namespace Rosterline.Providers.Zipwhip;

/// <summary>As whom a call is made: the line itself, or one of its operators.</summary>
sealed record ZipwhipLogin(Uri Root, string Username, string Password)
{
    public static ZipwhipLogin Of(Connection connection) => connection.UserSettings is ZipwhipUserSettings own
        ? new(RootOf(connection), own.Username, own.Password)
        : new(RootOf(connection), ((ZipwhipSettings)connection.Settings).Username, ((ZipwhipSettings)connection.Settings).Password);

    static Uri RootOf(Connection connection) => ((ZipwhipSettings)connection.Settings).Root;

    /// <summary>Tells logins apart without holding the password.</summary>
    public string Key => $"{Root} {Username} {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Password)))}";

    public override string ToString() => $"{nameof(ZipwhipLogin)} {Username}";
}

/// <summary>Session keys, which never expire: kept in memory for each login until one is refused.</summary>
sealed class ZipwhipSessions
{
    readonly ConcurrentDictionary<string, string> keys = new(StringComparer.Ordinal);

    public string? Find(ZipwhipLogin login) => keys.GetValueOrDefault(login.Key);

    public void Keep(ZipwhipLogin login, string session) => keys[login.Key] = session;

    /// <summary>Only that one: somebody else may have signed in anew meanwhile.</summary>
    public void Forget(ZipwhipLogin login, string session) => keys.TryRemove(new(login.Key, session));
}

/// <summary>Calls with a session, signing in where there is none.</summary>
sealed class ZipwhipCalls(ProviderHttp http, ZipwhipSessions sessions, ZipwhipLogin login)
{
    public const string Attachments = "messageAttachment/list";

    /// <summary>The last answer, and whether it is about the sign-in: then nothing else was asked.</summary>
    public sealed record Called(ProviderAnswer Answer, bool AtSignIn);

    public Uri Root => login.Root;

    /// <summary>Signs in anew. The session is null where the answer was no.</summary>
    public async Task<(string? Session, ProviderAnswer Answer)> SignInAsync(CancellationToken cancel)
    {
        var answer = await PostAsync("user/login", Form(("username", login.Username), ("password", login.Password)), cancel);
        if (answer is not ProviderAnswer.Answered { Ok: true } told || WireJson.Camel.Read<ZipwhipAnswer>(told.Body) is not { IsYes: true, Response: { ValueKind: System.Text.Json.JsonValueKind.String } session })
            return (null, answer);
        sessions.Keep(login, session.GetString()!);
        return (session.GetString(), answer);
    }

    /// <summary>Makes a call; where the session is refused, which is certainly nothing done, signs in anew and makes it once more.</summary>
    /// <param name="isRefusal">Whether this answer says that the session was refused.</param>
    public async Task<Called> CallAsync(Func<string, Task<ProviderAnswer>> call, Func<ProviderAnswer.Answered, bool> isRefusal, CancellationToken cancel)
    {
        if (sessions.Find(login) is { } kept)
        {
            var answer = await call(kept);
            if (answer is not ProviderAnswer.Answered told || !isRefusal(told)) return new(answer, AtSignIn: false);
            sessions.Forget(login, kept);
        }
        var (session, signedIn) = await SignInAsync(cancel);
        return session is null ? new(signedIn, AtSignIn: true) : new(await call(session), AtSignIn: false);
    }

    /// <summary>A reading call, with the session beside its values.</summary>
    /// <exception cref="ProviderUnavailableException">It was not answered in full.</exception>
    public async Task<ProviderAnswer.Answered> AskAsync(string path, CancellationToken cancel, params (string Name, string Value)[] values)
    {
        var called = await CallAsync(session => PostAsync(path, Form([("session", session), .. values]), cancel), IsRefused, cancel);
        if (called.Answer.WhyNothing() is { } why) throw new ProviderUnavailableException(why);
        return called.AtSignIn ? throw new ProviderUnavailableException("Zipwhip does not accept the username or the password.") : (ProviderAnswer.Answered)called.Answer;
    }

    /// <summary>A file of theirs, with the session, from their own host only.</summary>
    public async Task<ProviderAnswer> GetFileAsync(string session, string storageKey, int largest, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Root, $"hostedContent/get?session={Uri.EscapeDataString(session)}&storageKey={Uri.EscapeDataString(storageKey)}"));
        return await http.CallAsync(request, cancel, largest);
    }

    public Task<ProviderAnswer> PostAsync(string path, HttpContent content, CancellationToken cancel) => PostAsync(new Uri(Root, path), content, cancel);

    public async Task<ProviderAnswer> PostAsync(Uri address, HttpContent content, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        return await http.CallAsync(request, cancel);
    }

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] values) => new(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));

    /// <summary>401, or a no without a reason: an old session is answered so.</summary>
    public static bool IsRefused(ProviderAnswer.Answered answer) =>
        answer.Status == 401 || (answer.Ok && WireJson.Camel.Read<ZipwhipAnswer>(answer.Body) is { Success: "false", Refusal: null });
}
