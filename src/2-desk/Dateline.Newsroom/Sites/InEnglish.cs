using System.Globalization;
using Dateline.Newsroom.Staff;

namespace Dateline.Newsroom.Sites;

/// <summary>The screens' words in the language of the API.</summary>
internal static class InEnglish
{
    internal static StaffWords Words { get; } = new(CultureInfo.GetCultureInfo("en"), TimeZoneInfo.Utc);
}
