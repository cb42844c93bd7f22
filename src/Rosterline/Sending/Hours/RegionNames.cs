using System.Collections.Frozen;

namespace Rosterline.Sending.Hours;

/// <summary>States, territories and provinces by their two letters.</summary>
static class RegionNames
{
    static readonly FrozenDictionary<string, string> Names = (
        "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC Washington, DC|FL Florida|GA Georgia|HI Hawaii|"
        + "ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|"
        + "MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|"
        + "ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|"
        + "UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|PR Puerto Rico|VI the US Virgin Islands|GU Guam|"
        + "AS American Samoa|MP the Northern Marianas|AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland|NS Nova Scotia|"
        + "NT the Northwest Territories|ON Ontario|QC Quebec|SK Saskatchewan")
        .Split('|').ToFrozenDictionary(entry => entry[..2], entry => entry[3..], StringComparer.Ordinal);

    public static string Of(string letters) => Names.GetValueOrDefault(letters, "their area");
}
