package io.diptych.cost.http;

import io.diptych.cost.dashboard.DashboardQueries;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Where the dashboard's page is, and what a browser may do on it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveProperties.class)
class PageConfiguration implements WebMvcConfigurer {
    private static final String PAGE = "classpath:/io/diptych/cost/page/";
    private static final String CHARTS = "classpath:/META-INF/resources/webjars/chart.js/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/dashboard/**").addResourceLocations(PAGE).setCacheControl(CacheControl.noCache());
        registry.addResourceHandler("/dashboard/charts/**")
                .addResourceLocations(CHARTS + ChartLibrary.version() + "/dist/")
                .setCacheControl(CacheControl.noCache());
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/", "/dashboard/");
        registry.addRedirectViewController("/dashboard", "/dashboard/");
        registry.addViewController("/dashboard/").setViewName("forward:/dashboard/index.html");
    }

    @Bean
    FilterRegistrationBean<SafePages> safePages() {
        return new FilterRegistrationBean<>(new SafePages());
    }

    @Bean
    Overviews overviews(DashboardQueries queries, InstantSource clock) {
        return new Overviews(queries, clock);
    }

    @Bean
    Pulse pulse(DashboardQueries queries) {
        return new Pulse(queries);
    }
}
