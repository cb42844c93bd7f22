namespace Rosterline.Providers.Bandwidth;

/// <summary>One callback; Bandwidth wraps each in a list.</summary>
sealed record BandwidthCallback(string? Type, string? Time, string? To, string? ErrorCode, BandwidthMessage? Message);

sealed record BandwidthMessage(string? Id, string? Owner, IReadOnlyList<string?>? To, string? From, string? Text, IReadOnlyList<string?>? Media, string? Tag, string? Time);

sealed record BandwidthAccepted(string? Id);

sealed record BandwidthRefusal(string? Type, IReadOnlyList<BandwidthFieldError?>? FieldErrors, string? ErrorCode);

sealed record BandwidthFieldError(string? FieldName);

sealed record BandwidthList(IReadOnlyList<BandwidthFound?>? Messages, BandwidthPaging? PageInfo);

sealed record BandwidthPaging(string? NextPageToken);

sealed record BandwidthFound(
    string? MessageId, string? SourceTn, string? DestinationTn, string? MessageStatus, string? ErrorCode, string? ReceiveTime, string? MessageLength);

sealed record BandwidthLookUp(BandwidthLookUpBody? Data);

sealed record BandwidthLookUpBody(IReadOnlyList<BandwidthReach?>? Results);

sealed record BandwidthReach(string? PhoneNumber, string? LineType, string? MessagingProvider, string? DeactivationEvent);
