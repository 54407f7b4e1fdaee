using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jarvis.ServiceDefaults.Configuration;

/// <summary>Options that are checked at start, each fault a sentence that names the setting.</summary>
public static class OptionsRegistration
{
    /// <summary>
    /// Binds <typeparamref name="T"/> to <paramref name="section"/> (empty = the top level) and checks its range
    /// attributes at start. Faults of all options come together and end the process with code 2.
    /// </summary>
    public static OptionsBuilder<T> AddJarvisOptions<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddSingleton<IValidateOptions<T>>(new Check<T>(section));
        return services.AddOptions<T>()
            .Configure<IConfiguration>((options, configuration) =>
            {
                var source = section.Length == 0 ? configuration : configuration.GetSection(section);
                try
                {
                    source.Bind(options, binder => binder.ErrorOnUnknownConfiguration = section.Length > 0);
                }
                catch (InvalidOperationException e)
                {
                    throw new OptionsValidationException(typeof(T).Name, typeof(T), [(e.InnerException is FormatException ? e.Message + "." : e.Message)]);
                }
            })
            .ValidateOnStart();
    }

    private sealed class Check<T>(string section) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var results = new List<ValidationResult>();
            if (Validator.TryValidateObject(options, new(options), results, validateAllProperties: true)) return ValidateOptionsResult.Success;
            return ValidateOptionsResult.Fail(results.Select(result => Sentence(result, options)));
        }

        private string Sentence(ValidationResult result, T options)
        {
            var member = result.MemberNames.FirstOrDefault();
            if (member is null) return result.ErrorMessage ?? "invalid";
            var value = typeof(T).GetProperty(member)?.GetValue(options);
            var key = section.Length == 0 ? member : section + ":" + member;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{key} is {value ?? "not set"}: {result.ErrorMessage} (flag --{key}, environment JARVIS_{key.Replace(":", "__", StringComparison.Ordinal)}).");
        }
    }
}
