using Microsoft.AspNetCore.Identity;

namespace Rosterline.Accounts.Passkeys;

/// <summary>A passkey of a user, as its device made it.</summary>
public sealed class UserPasskey
{
    public required byte[] CredentialId { get; init; }

    public Guid UserId { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; set; }

    public required byte[] PublicKey { get; init; }

    public long SignCount { get; set; }

    public string[]? Transports { get; init; }

    public bool IsUserVerified { get; set; }

    public bool IsBackupEligible { get; init; }

    public bool IsBackedUp { get; set; }

    public required byte[] AttestationObject { get; init; }

    public required byte[] ClientDataJson { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }

    internal static UserPasskey Of(Guid userId, UserPasskeyInfo made) => new()
    {
        CredentialId = made.CredentialId, UserId = userId, Name = made.Name ?? "", PublicKey = made.PublicKey, Transports = made.Transports,
        IsBackupEligible = made.IsBackupEligible, AttestationObject = made.AttestationObject, ClientDataJson = made.ClientDataJson, CreatedAt = made.CreatedAt,
    };

    /// <summary>What a use of it changes.</summary>
    internal void Take(UserPasskeyInfo used)
    {
        (SignCount, IsUserVerified, IsBackedUp) = (used.SignCount, used.IsUserVerified, used.IsBackedUp);
        if (used.Name is { } name) Name = name;
    }

    internal UserPasskeyInfo ToIdentity() => new(
        CredentialId, PublicKey, CreatedAt, (uint)SignCount, Transports, IsUserVerified, IsBackupEligible, IsBackedUp, AttestationObject, ClientDataJson) { Name = Name };
}
