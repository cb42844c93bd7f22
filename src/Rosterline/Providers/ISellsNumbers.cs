using Rosterline.Platform;

namespace Rosterline.Providers;

/// <summary>A provider at which numbers to text from can be had through its API. Beside <see cref="ITextProvider"/>: most do not offer it, or not to everybody.</summary>
public interface ISellsNumbers
{
    /// <summary>Numbers that can be had just now, in no order that matters; none left is an empty list.</summary>
    /// <param name="areaCode">Null: any.</param>
    /// <exception cref="ProviderUnavailableException">No answer, or one that could not be read.</exception>
    Task<IReadOnlyList<NumberForSale>> FindForSaleAsync(Connection connection, int? areaCode, int most, CancellationToken cancel);

    /// <summary>Takes one into the account, for the price it was offered at. Null: somebody else has it by now.</summary>
    /// <exception cref="ProviderUnavailableException">No answer: it may be ours, <see cref="ITextProvider.ListNumbersAsync"/> tells.</exception>
    Task<ProviderNumber?> BuyAsync(Connection connection, PhoneNumber number, CancellationToken cancel);
}

/// <summary>A number on offer.</summary>
/// <param name="Place">Where it seems to be from, as the provider says it.</param>
/// <param name="Price">What it costs, in the provider's words: "$1.15 a month".</param>
public sealed record NumberForSale(PhoneNumber Number, string? Place, string? Price);
