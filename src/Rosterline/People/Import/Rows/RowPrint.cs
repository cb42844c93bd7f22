using System.Security.Cryptography;
using System.Text;

namespace Rosterline.People.Import.Rows;

/// <summary>
/// The fingerprint of what a row says about a person: two rows with the same one say the same. What the people of a file were told
/// is not in it: the ledger keeps that once by itself, and another answer about the same file must not bring old values back.
/// </summary>
sealed class RowPrint(PersonKind kind) : IDisposable
{
    readonly MemoryStream bytes = new();
    readonly byte[] hash = new byte[SHA256.HashSizeInBytes];

    public Guid Of(ImportedPerson row)
    {
        bytes.SetLength(0);
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true)) Write(writer, row);
        SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), hash);
        return new Guid(hash.AsSpan(0, 16));
    }

    public void Dispose() => bytes.Dispose();

    // Every text with its length, so that no two rows run together into the same bytes.
    void Write(BinaryWriter to, ImportedPerson row)
    {
        to.Write((byte)kind);
        to.Write(row.FirstName);
        to.Write(row.LastName);
        foreach (var text in new[] { row.ExternalId, row.Email, row.Company, row.Title, row.City, row.State, row.Zip, row.Language, row.TimeZone, row.Notes })
            Text(to, text);
        to.Write(row.BranchId is { } branch ? branch.ToByteArray() : []);
        to.Write((byte)(row.IsActive switch { null => 0, false => 1, true => 2 }));
        to.Write(row.OptedOut);
        foreach (var (place, number) in row.Numbers)
        {
            to.Write((byte)place);
            to.Write(number.Raw);
            to.Write(number.Number ?? 0);
            Text(to, number.Extension);
        }

        // Behind the rest and only where there is something, so that rows brought before these columns were known are still the same.
        foreach (var text in new[] { row.CustomerId, row.Department, row.Status, row.RepId?.ToString(), row.IsAssigned?.ToString(), row.HasResume?.ToString(), row.SsnHash is { } hash ? Convert.ToHexString(hash) : null }.Index())
            if (text.Item is { } said) Text(to, $"{text.Index}={said}");
        foreach (var (key, value) in row.Own) Text(to, $"{key}:{value}");
    }

    static void Text(BinaryWriter to, string? text)
    {
        to.Write(text is not null);
        if (text is not null) to.Write(text);
    }
}
