using System.Text.Json;

namespace Rosterline.Providers.Zipwhip;

/// <summary>What every call answers; a no comes with status 200 and <c>success:false</c>.</summary>
sealed record ZipwhipAnswer(string? Success, JsonElement? Response, string? Code, string? StatusCode)
{
    public bool IsYes => Success == "true";

    /// <summary>The code of a refusal, wherever it stands: nobody documents the place.</summary>
    public int? Refusal => Number(Code) ?? Number(StatusCode) ?? (Response is { } response ? In(response) : null);

    static int? In(JsonElement response) => response.ValueKind switch
    {
        JsonValueKind.Number => response.TryGetInt32(out var number) ? number : null,
        JsonValueKind.Object => Member(response, "code") ?? Member(response, "statusCode"),
        _ => null,
    };

    static int? Member(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? Number(value.ToString()) : null;

    static int? Number(string? text) => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}

sealed record ZipwhipSent(string? Success, ZipwhipTokens? Response);

/// <summary>Ids have more digits than a floating-point number keeps; they stay text from end to end.</summary>
sealed record ZipwhipTokens(IReadOnlyList<ZipwhipToken?>? Tokens);

sealed record ZipwhipToken(string? Message);

sealed record ZipwhipHooks(string? Success, IReadOnlyList<ZipwhipHook?>? Response);

sealed record ZipwhipHook(string? WebhookId, string? Type, string? Event, string? Url);

sealed record ZipwhipFiles(IReadOnlyList<ZipwhipFile?>? Response);

sealed record ZipwhipFile(string? FileName, string? MimeType, string? StorageKey);

sealed record ZipwhipTextable(string? Error, string? Provider, string? StatusCode, string? Textable, string? Type);

/// <summary>A message as webhooks tell of it.</summary>
sealed record ZipwhipMessage(
    string? Id, string? Body, string? MessageType, string? StatusCode, string? Address, string? FinalSource, string? FinalDestination, string? HasAttachment, string? DateCreated,
    string? DateDelivered);
