using Dateline.News;

namespace Dateline.Formats.NewsMlG2;

/// <summary>rightsInfo: terms that a machine can hold to are said in words too, for receivers who don't know our roles.</summary>
internal sealed partial class G2ItemWriter
{
    private void WriteRights(Rights rights)
    {
        if (SaysNothing(rights)) return;
        xml.Start("rightsInfo");
        if (rights.Holder is { } holder) xml.Start("copyrightHolder").Element("name", holder).Close();
        xml.Element("copyrightNotice", rights.Notice);
        if (rights.UsageTerms is { } terms)
        {
            xml.Start("usageTerms");
            Lines(terms);
            xml.Close();
        }
        if (rights.NoWeb) WriteTerm(HouseCodes.NoWeb, "No online use");
        if (rights.MandatoryCredit is { } credit) WriteTerm(HouseCodes.MandatoryCredit, "Mandatory credit: " + credit);
        foreach (var territory in rights.Territories) WriteTerm(HouseCodes.Territory, "For use only in: " + territory);
        foreach (var client in rights.NotForClientClasses) WriteTerm(HouseCodes.NotFor, "Not for: " + client);
        if (rights.Expires is { } end) WriteTerm(HouseCodes.Expires, "Not to be used after: " + end);
        xml.Close();
    }

    private static bool SaysNothing(Rights rights) =>
        rights is { Holder: null, Notice: null, UsageTerms: null, NoWeb: false, Expires: null, MandatoryCredit: null, Territories.Count: 0, NotForClientClasses.Count: 0 };

    private void WriteTerm(string role, string words) => xml.Start("usageTerms").Attribute("role", role).Text(words).Close();
}
