using System.Collections.Frozen;
using System.Text;
using Rosterline.People.Records;

namespace Rosterline.People.Import.Files;

/// <summary>What a column can hold.</summary>
enum ImportField
{
    ExternalId, FirstName, LastName, FullName, Email, Sms, Cell, Phone, Office, Home, Extension, Company, Title, Branch, City, State, Zip,
    Language, TimeZone, Notes, Active, OptedOut, CustomerId, Department, Status, Rep, Assigned, Resume, Ssn,
}

/// <summary>Guesses a column by its name, as applicant tracking systems, payroll programs and people call them.</summary>
static class ColumnGuess
{
    // Compared without case, blanks and punctuation; "#" counts as "number".
    static readonly FrozenDictionary<string, ImportField> Names = Table(
        (ImportField.ExternalId, "id|externalid|candidateid|employeeid|contactid|personid|applicantid|aident|associateid|associatenumber|employeenumber|empid|emp number|eeid|ee number|eenumber|fileno|filenumber|record id|recordid|talentid|profileid|userid|badge|badgenumber|bullhornid|greenhouseid|candidatenumber|workerid|memberid|clientcontactid|idnumber|reference|refno"),
        (ImportField.FirstName, "first|firstname|fname|given|givenname|forename|first name|nombre|preferredname|preferredfirstname|legalfirstname|contactfirstname|candidatefirstname|employeefirstname|vorname"),
        (ImportField.LastName, "last|lastname|lname|surname|familyname|apellido|apellidos|legallastname|contactlastname|candidatelastname|employeelastname|nachname"),
        (ImportField.FullName, "name|fullname|candidatename|candidate|employeename|employee|contactname|contact|applicantname|applicant|associatename|associate|personname|displayname|lastfirst|lastnamefirstname|namelastfirst|nombrecompleto|worker|workername|talent"),
        (ImportField.Email, "email|emailaddress|mail|email1|primaryemail|personalemail|workemail|eaddress|correo|correoelectronico|contactemail|candidateemail|homeemail|email1value"),
        (ImportField.Sms, "sms|smsnumber|smsphone|textnumber|text|textphone|texting|textingnumber|smsmobile|textto"),
        (ImportField.Cell, "cell|cellphone|cellnumber|cellphonenumber|cellular|mobile|mobilephone|mobilenumber|mobilephonenumber|mobileno|mobile1|cell1|cellno|celular|movil|telefonomovil|personalcell|personalmobile|phonemobile|phonecell|primarymobile|candidatemobile|handy|wireless"),
        (ImportField.Phone, "phone|phonenumber|phone1|phoneno|telephone|telephonenumber|tel|telno|telefono|mainphone|primaryphone|primaryphonenumber|contactphone|candidatephone|contactnumber|bestphone|number|phone1value|daytimephone|dayphone|defaultphone|preferredphone"),
        (ImportField.Office, "office|officephone|officenumber|work|workphone|worknumber|workphonenumber|business|businessphone|businessnumber|directphone|directline|directdial|companyphone|phonework|bizphone|worktelephone"),
        (ImportField.Home, "home|homephone|homenumber|homephonenumber|phonehome|hometelephone|residence|residencephone|homeno|eveningphone|landline|phone2|altphone|alternatephone|secondaryphone|otherphone"),
        (ImportField.Extension, "ext|extension|extn|officeext|workext|phoneext|businessext|officeextension|workextension|phoneextension"),
        (ImportField.Company, "company|companyname|customer|customername|client|clientname|clientcompany|clientcorporation|organization|organisation|organizationname|employer|account|accountname|clientaccount|empresa|firm"),
        (ImportField.Title, "title|jobtitle|position|occupation|role|job|currenttitle|positiontitle|puesto|jobtitlename"),
        (ImportField.Branch, "branch|branchname|branchoffice|location|locationname|officename|homebranch|division|region|site|sucursal|servicingbranch"),
        (ImportField.City, "city|town|homecity|addresscity|ciudad|citytown|primarycity"),
        (ImportField.State, "state|province|st|stateprovince|region1|homestate|addressstate|estado|statecode"),
        (ImportField.Zip, "zip|zipcode|postal|postalcode|postcode|zippostal|zippostalcode|addresszip|homezip|codigopostal|zip5|zip4"),
        (ImportField.Language, "language|lang|preferredlanguage|primarylanguage|idioma|spokenlanguage|languagepreference"),
        (ImportField.TimeZone, "timezone|tz"),
        (ImportField.Notes, "notes|note|comments|comment|remarks|memo|notas|description|generalnotes"),
        (ImportField.Active, "active|isactive|activeflag"),
        (ImportField.OptedOut, "optout|optedout|smsoptout|smsoptedout|textoptout|donottext|dnt|unsubscribed|smsunsubscribed|donotcontact|dnc|textunsubscribed|hasoptedout|stop"),
        (ImportField.CustomerId, "customerid|customernumber|clientid|clientnumber|companyid|accountid|accountnumber|custid|custno"),
        (ImportField.Department, "department|dept|departmentname|deptname|departamento"),
        (ImportField.Status, "status|currentstatus|employeestatus|candidatestatus|applicantstatus|hirestatus|contactstatus|estatus"),
        (ImportField.Rep, "rep|servicerep|salesrep|recruiter|recruitername|owner|ownername|assignedrecruiter|assignedto|representative|accountmanager|consultant|reclutador"),
        (ImportField.Assigned, "assigned|isassigned|onassignment|currentlyassigned|working|isworking|placed"),
        (ImportField.Resume, "resume|hasresume|resumeonfile|cv|hascv|curriculum"),
        (ImportField.Ssn, "ssn|ssnlast4|ssnlastfour|last4ssn|lastfourssn|last4ofssn|lastfourofssn|socialsecurity|socialsecuritynumber|ss|ssnumber|taxid"));

    /// <summary>Null when the name says nothing.</summary>
    public static ImportField? Of(string header) => Names.TryGetValue(Plain(header), out var field) ? field : null;

    /// <summary>Guesses for all columns; a field is given once, to the first that claims it.</summary>
    public static IReadOnlyList<ImportField?> All(IReadOnlyList<string> headers, IReadOnlyList<CsvRow> samples)
    {
        var given = new HashSet<ImportField>();
        var guesses = new ImportField?[headers.Count];
        for (var i = 0; i < headers.Count; i++)
            if ((Of(headers[i]) ?? ByContent(headers[i], i, samples)) is { } guess && given.Add(guess)) guesses[i] = guess;
        return guesses;
    }

    // Only for columns without a name: e-mail addresses and numbers give themselves away.
    static ImportField? ByContent(string header, int column, IReadOnlyList<CsvRow> samples)
    {
        if (header != $"Column {column + 1}") return null;
        var cells = samples.Where(s => s.Cells.Count > column).Select(s => s.Cells[column].Trim()).Where(c => c.Length > 0).ToList();
        if (cells.Count == 0) return null;
        if (cells.All(c => c.Contains('@', StringComparison.Ordinal))) return ImportField.Email;
        if (cells.All(c => TypedNumber.Read(c) is { Number: not null })) return ImportField.Cell;
        return cells.All(c => c.Any(char.IsLetter) && c.Contains(' ', StringComparison.Ordinal)) ? ImportField.FullName : null;
    }

    /// <summary>A name without case, blanks and punctuation.</summary>
    internal static string Plain(string header)
    {
        var plain = new StringBuilder(header.Length);
        foreach (var c in PeopleSearch.Fold(header.Length > 100 ? header[..100] : header))
            if (c == '#') plain.Append("number");
            else if (char.IsLetterOrDigit(c)) plain.Append(c);
        return plain.ToString();
    }

    static FrozenDictionary<string, ImportField> Table(params (ImportField Field, string Names)[] rows) =>
        rows.SelectMany(row => row.Names.Split('|').Select(name => KeyValuePair.Create(Plain(name), row.Field)))
            .DistinctBy(pair => pair.Key).ToFrozenDictionary();
}
