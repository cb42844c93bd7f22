using System.Globalization;
using Rosterline.Platform;

namespace Rosterline.People.Hotlists;

/// <summary>What hotlists and saved searches refuse, in words.</summary>
static class HotlistRefusals
{
    public static readonly Refusal NameMissing = new("name_missing", "Write a name for it.");

    public static readonly Refusal BySearch = new("by_search", "This list holds whoever matches its search. Change the search to change who is in it.");

    public static readonly Refusal ByHand = new("by_hand", "Members of this list are put in by hand. Make a new list for a search.");

    public static readonly Refusal SsnInSearch = new("ssn_in_search", "A search by Social Security number is not kept. Leave it out to save the search.");

    public static readonly Refusal TooManyLeftOut = new("too_many_left_out", "A search can leave out 1,000 people at most. Narrow it by a filter instead.");

    public static readonly Refusal SearchGone = new("not_found", "This search does not exist, or it is somebody else's.");

    public static readonly Refusal SearchMissing = new("search_missing", "Say what to search for.");

    public static readonly Refusal NotAMember = new("not_found", "This person is not on the list.");

    public static Refusal NotYours(string owner) => new("not_yours", $"{owner} keeps this list. Only {owner} or an administrator may rename or remove it.");

    public static Refusal Full(int most) => new("hotlist_full", string.Create(CultureInfo.InvariantCulture, $"A hotlist holds {most:N0} people at most. Use a list by search for more."));

    public static Refusal TooManyLists(int most) => new("too_many_lists", string.Create(CultureInfo.InvariantCulture, $"You have {most:N0} of them already. Remove some first."));
}
