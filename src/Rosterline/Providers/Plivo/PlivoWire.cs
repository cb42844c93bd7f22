namespace Rosterline.Providers.Plivo;

sealed record PlivoSent(IReadOnlyList<string?>? MessageUuid, string? ErrorCode, IReadOnlyList<string?>? InvalidNumber);

sealed record PlivoAccount(string? AuthId, string? Name);

sealed record PlivoPage<T>(PlivoMeta? Meta, IReadOnlyList<T?>? Objects);

sealed record PlivoMeta(string? Next, string? TotalCount);

sealed record PlivoFound(string? MessageUuid, string? FromNumber, string? ToNumber, string? MessageState, string? MessageTime, string? ErrorCode);

sealed record PlivoNumber(string? Number, string? Alias, string? SmsEnabled, string? Application);

sealed record PlivoApplication(string? AppId, string? MessageUrl);

sealed record PlivoReach(string? PhoneNumber, PlivoCarrier? Carrier);

sealed record PlivoCarrier(string? Name, string? Type);
