using System.Collections.Concurrent;
using Rosterline.Platform;

namespace Rosterline.Simulator.Carrier;

/// <summary>The carrier takes a text from one of its customers, or says why not.</summary>
public sealed class TakeText(CarrierStore store, CarrierCallbacks callbacks, TimeProvider clock)
{
    const int Longest = 1_600;
    static readonly TimeSpan UsuallySlow = TimeSpan.FromSeconds(5);
    readonly ConcurrentDictionary<Guid, DateTimeOffset> throttled = new();

    public sealed record Request(Guid Reference, string? From, string? To, string? Body, IReadOnlyList<string>? MediaUrls, string? CallbackUrl);

    public sealed record Taken(Guid Id, string Status);

    /// <summary>The answer; a refusal's code is the carrier's, with "throttled" and "carrier_down" for 429 and 503.</summary>
    public async Task<Result<Taken>> ExecuteAsync(CarrierAccount account, Request request, CancellationToken cancel)
    {
        if (account.Fault.Mode == FaultMode.Refuse) return new Refusal("carrier_down", "The carrier is out of service.");
        if (account.Fault.Mode == FaultMode.Throttle && IsThrottled(account.Id)) return new Refusal("throttled", "One text a second, please.");
        if (PhoneNumber.FromWire(request.From) is not { } from || PhoneNumber.FromWire(request.To) is not { } to)
            return new Refusal("malformed", "from and to are numbers in E.164.");
        if (FindRefusal(account, from, to, request) is { } refusal) return refusal;
        var text = new CarriedText(
            account, Ids.New(), ToPhone: true, request.Reference, from.Digits, to.Digits, request.Body ?? "",
            request.MediaUrls is { Count: > 0 } media ? string.Join('\n', media) : null,
            request.CallbackUrl, clock.GetUtcNow(), CarrierPlan.Of(to.Digits, account.Fault));
        await store.TakeAsync(text, cancel);
        if (account.Fault.Mode == FaultMode.AcceptThenSilent) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        if (account.Fault.Mode == FaultMode.Slow) await Task.Delay(account.Fault.By(UsuallySlow), TimeProvider.System, cancel);
        return new Taken(text.Id, "accepted");
    }

    Refusal? FindRefusal(CarrierAccount account, PhoneNumber from, PhoneNumber to, Request request)
    {
        if (!account.Numbers.Contains(from.Digits)) return new("not_your_number", "The number it is sent from does not belong to this account.");
        if ((request.Body?.Length ?? 0) > Longest) return new("too_long", $"A text has {Longest} characters at most.");
        if (string.IsNullOrEmpty(request.Body) && request.MediaUrls is not { Count: > 0 }) return new("malformed", "A text needs words or a picture.");
        if (!callbacks.Allows(request.CallbackUrl)) return new("callback_not_allowed", "This carrier calls back its own installation only.");
        return CarrierPlan.RefusalOf(to.Digits) is { } code ? new(code, "The receiver's network refused the text.") : null;
    }

    bool IsThrottled(Guid account)
    {
        var now = clock.GetUtcNow();
        var free = throttled.GetOrAdd(account, now);
        return free > now || !throttled.TryUpdate(account, now.AddSeconds(1), free);
    }
}
